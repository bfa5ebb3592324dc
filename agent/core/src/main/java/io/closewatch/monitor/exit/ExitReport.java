package io.closewatch.monitor.exit;

import io.closewatch.files.ReportSet;
import io.closewatch.log.Log;
import io.closewatch.report.Report;
import io.closewatch.report.ReportFormat;
import io.closewatch.report.ReportFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Writes the report of a JVM that ends. To be run once, in a shutdown hook: it returns within the
 * settle time and {@value #WORK_SECONDS} seconds more, whatever the file system or the
 * application's locks do, and throws nothing. What cannot be written is told in one line.
 */
public final class ExitReport implements Runnable {
  static final int WORK_SECONDS = 10;

  private static final Logger logger = Log.of(ExitReport.class);

  private final Settling settling;
  private final long settleMillis;
  private final List<String> formats;
  private final ReportSet files;

  /**
   * @param settleMillis how long sockets may take to settle; 0: no wait and no garbage collection
   * @param formats names of formats, not empty
   */
  public ExitReport(ExitScans scans, long settleMillis, List<String> formats, ReportSet files) {
    this(new Settling(scans, settleMillis, new RealPause()), settleMillis, formats, files);
  }

  ExitReport(Settling settling, long settleMillis, List<String> formats, ReportSet files) {
    this.settling = settling;
    this.settleMillis = settleMillis;
    this.formats = formats;
    this.files = files;
  }

  @Override
  public void run() {
    try {
      Thread worker = worker();
      try {
        worker.start();
      } catch (OutOfMemoryError noMoreThreads) {
        work();
      }
      worker.join(settleMillis + TimeUnit.SECONDS.toMillis(WORK_SECONDS));
      if (worker.isAlive()) {
        logger.warn(
            "no exit report: it was not finished {}s after exitSettle; is the directory of reportDir"
                + " on a file system that hangs?",
            WORK_SECONDS);
      }
    } catch (Throwable t) {
      failed(t);
    }
  }

  private Thread worker() {
    Thread worker =
        new Thread("closewatch-exit-report") {
          @Override
          public void run() {
            work();
          }
        };
    worker.setDaemon(true);
    worker.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return worker;
  }

  private void work() {
    try {
      write(settling.report());
    } catch (Throwable t) {
      failed(t);
    }
  }

  private void write(Report report) {
    List<String> problems = new ArrayList<>();
    for (String name : formats) {
      ReportFormat format = ReportFormats.named(name);
      if (format == null) {
        problems.add("this closewatch has no format " + name);
        continue;
      }
      try {
        String path = files.add(format.suffix(), out -> format.render(report, out));
        logger.info("exit report: {}", path);
      } catch (IllegalStateException e) {
        // The other formats would fail for the same reason, and one line is enough.
        problems.add(withAdvice(String.valueOf(e.getMessage())));
        break;
      }
    }
    if (!problems.isEmpty()) {
      logger.warn("no exit report: {}", String.join("; ", problems));
    }
  }

  private static String withAdvice(String problem) {
    return problem.contains("set reportDir")
        ? problem
        : problem + "; set reportDir to a directory that can be written to and has room";
  }

  /** Also where there is no memory left, not even for this line. */
  private static void failed(Throwable t) {
    try {
      logger.warn("no exit report", t);
    } catch (Throwable nothingLeft) {
      // The JVM ends as it would have without us.
    }
  }
}
