package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.files.ReportFiles;
import io.closewatch.log.Log;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.HtmlReport;
import io.closewatch.report.JsonReport;
import io.closewatch.report.Report;
import io.closewatch.report.TextReport;
import java.util.List;
import java.util.function.Function;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * {@code io.closewatch:type=Report}: reports as text, and as JSON or HTML in files. Operations
 * only, since an exporter of metrics reads every attribute there is on each scrape.
 */
final class ReportBean extends DescribedBean {
  private static final String STRING = String.class.getName();

  private static final Logger logger = Log.of(ReportBean.class);

  private final AgentControl control;
  private final Function<Report, String> renderer;
  private final ReportFiles files;

  ReportBean(AgentControl control, Function<Report, String> renderer, ReportFiles files) {
    super("Reports of socket leaks as text, and as JSON or HTML in files.");
    this.control = control;
    this.renderer = renderer;
    this.files = files;
    addReadOperations();
    addFileOperations("dumpText", "", ".txt", renderer);
    addFileOperations("dumpJson", " as JSON", ".json", new JsonReport()::render);
    addFileOperations("dumpHtml", " as one HTML page", ".html", new HtmlReport()::render);
  }

  private void addReadOperations() {
    add(
        new BeanOperation(
            "report",
            STRING,
            MBeanOperationInfo.INFO,
            "The report of the last scan.",
            arguments -> renderer.apply(control.latest())));
    add(
        new BeanOperation(
            "findings",
            String[].class.getName(),
            MBeanOperationInfo.INFO,
            "The findings of the last scan, heaviest first, one text each; empty if there are none.",
            arguments -> findings((Integer) arguments[0]),
            new MBeanParameterInfo("max", "int", "How many at most; 0 for all.")));
    add(
        new BeanOperation(
            "scanNow",
            STRING,
            MBeanOperationInfo.ACTION,
            "Scans now and returns the new report.",
            arguments -> scanNow()));
  }

  private void addFileOperations(
      String operation, String what, String suffix, Function<Report, String> format) {
    add(
        new BeanOperation(
            operation,
            STRING,
            MBeanOperationInfo.ACTION,
            "Writes the report of the last scan"
                + what
                + " to a new file in the report directory"
                + " and returns its path.",
            arguments -> dump(null, suffix, format)));
    add(
        new BeanOperation(
            operation,
            STRING,
            MBeanOperationInfo.ACTION,
            "Writes the report of the last scan"
                + what
                + " to a new file of this name in the report"
                + " directory and returns its path.",
            arguments -> dump((String) arguments[0], suffix, format),
            new MBeanParameterInfo(
                "fileName",
                STRING,
                "Name without a directory, ending in " + suffix + "; empty: generated.")));
  }

  private String scanNow() {
    logger.info("operator: Scanned now.");
    return renderer.apply(control.scan());
  }

  private String[] findings(int max) {
    Report report = control.latest();
    List<Finding> findings = report.findings();
    int count = max <= 0 ? findings.size() : Math.min(max, findings.size());
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = new TextReport().finding(i + 1, findings.get(i), report);
    }
    return texts;
  }

  private String dump(@Nullable String fileName, String suffix, Function<Report, String> format) {
    // JConsole fills the field of a text parameter with the word "String".
    String name = fileName == null || fileName.equals("String") ? "" : fileName;
    return files.write(name, suffix, format.apply(control.latest()));
  }
}
