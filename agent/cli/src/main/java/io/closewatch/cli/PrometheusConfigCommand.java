package io.closewatch.cli;

import io.closewatch.prometheus.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what Prometheus, the JMX exporter and Grafana need to know of closewatch. */
@Command(
    name = "prometheus-config",
    description = "Prints the configuration for Prometheus and Grafana.",
    mixinStandardHelpOptions = true)
final class PrometheusConfigCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "rules|alerts|dashboard",
      description = {
        "rules: for the JMX exporter, MBeans to metrics;",
        "alerts: rules of Prometheus;",
        "dashboard: to be imported in Grafana."
      })
  private ConfigFile file = ConfigFile.RULES; // picocli demands the argument

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("run by picocli only");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(file.text());
    out.flush();
    return ClosewatchCommand.DONE;
  }
}
