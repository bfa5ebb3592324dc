package io.closewatch.jmx;

import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * The metrics of one scan in the text format of Prometheus: the same names, types and values that
 * the rules for the JMX exporter make of the MBeans, with the label {@code jvm} in addition. What
 * is unknown, a negative number, is left out. For one thread.
 */
final class MetricsText {
  private static final String GAUGE = "gauge";
  private static final String COUNTER = "counter";
  private static final String[] SITE = {"kind", "site"};
  private static final String[] KIND = {"kind"};
  private static final String[] POOL = {"pool"};

  private final StringBuilder text = new StringBuilder(16_384);
  private final String jvm;

  private MetricsText(String jvm) {
    this.jvm = jvm;
  }

  static String of(Report report, long degradedReasons, SocketFigures figures, String jvm) {
    MetricsText metrics = new MetricsText(jvm);
    metrics.agent(report.agent(), degradedReasons, figures);
    metrics.pools(figures.poolLines);
    metrics.one("leak_findings", GAUGE, "Findings that are leaks.", figures.leaks);
    metrics.rows(
        "leaks_total",
        COUNTER,
        "Sockets that were ever found leaked at this line of code.",
        "leaks_total",
        SITE,
        figures.sites,
        figures.poolLeaks);
    metrics.scan(report);
    metrics.sites(figures);
    metrics.sockets(figures);
    metrics.tcp(figures);
    return metrics.text.toString();
  }

  private void agent(AgentInfo agent, long degradedReasons, SocketFigures figures) {
    one(
        "agent_degraded",
        GAUGE,
        "How many things do not work; 0 for a healthy agent. The attribute Degraded of the MBean"
            + " Agent names them.",
        degradedReasons);
    family("agent_errors_total", COUNTER, "Errors of closewatch itself.");
    add("agent_errors_total", labels("reason", "hook"), agent.suppressedErrors());
    family(
        "agent_untracked_total",
        COUNTER,
        "Sockets whose line of code is not known although a hook saw them.");
    add("agent_untracked_total", labels("reason", "stacks_full"), figures.withoutLine);
    family("agent_up", GAUGE, "1 where the agent runs, with its version.");
    add("agent_up", labels("version", agent.version()), 1);
  }

  private void pools(TabularData lines) {
    family(
        "http_pool_connections",
        GAUGE,
        "Connections of the HTTP pools that this line of code made.");
    List<String> samples = new ArrayList<>();
    for (Object row : lines.values()) {
      CompositeData line = (CompositeData) row;
      for (String state : Arrays.asList("available", "leased")) {
        sample(
            samples,
            "http_pool_connections",
            labels("pool", (String) line.get("pool"), "state", state),
            (Long) line.get(state));
      }
    }
    append(samples);
    family(
        "http_pool_max_connections",
        GAUGE,
        "The most connections that these HTTP pools allow; absent if there is no limit.");
    samples.clear();
    for (Object row : lines.values()) {
      long max = (Long) ((CompositeData) row).get("max");
      sample(
          samples,
          "http_pool_max_connections",
          labels("pool", (String) ((CompositeData) row).get("pool")),
          max == 0 ? -1L : max);
    }
    append(samples);
    rows(
        "http_pool_pending_requests",
        GAUGE,
        "Requests that wait for a connection of these HTTP pools.",
        "pending",
        POOL,
        lines);
    rows(
        "http_pools",
        GAUGE,
        "HTTP pools made by this line of code that are not shut down.",
        "pools",
        POOL,
        lines);
  }

  private void scan(Report report) {
    one(
        "proc_scan_duration_seconds",
        GAUGE,
        "How long the last scan of the kernel's tables took.",
        report.snapshot().scanMicros() / 1e6);
    one(
        "proc_scan_timestamp_seconds",
        GAUGE,
        "When the last scan was made, in seconds since the epoch.",
        report.snapshot().takenAtMillis() / 1000);
  }

  private void sites(SocketFigures figures) {
    rows(
        "site_oldest_socket_age_seconds",
        GAUGE,
        "Age of the oldest open socket of this line of code; 0 if there is none.",
        "oldest_seconds",
        SITE,
        figures.sites);
    rows(
        "site_sockets_close_wait",
        GAUGE,
        "Sockets of this line of code whose peer has hung up and that are not closed.",
        "close_wait",
        SITE,
        figures.sites);
    rows(
        "site_sockets_leaked",
        GAUGE,
        "Open sockets that this line of code leaks.",
        "leaked",
        SITE,
        figures.sites,
        figures.poolLeaks);
    rows(
        "site_sockets_open",
        GAUGE,
        "Open sockets that this line of code has opened.",
        "open",
        SITE,
        figures.sites);
    rows(
        "site_sockets_opened_total",
        COUNTER,
        "Sockets that this line of code has opened since the agent started.",
        "opened_total",
        SITE,
        figures.sites);
  }

  private void sockets(SocketFigures figures) {
    TabularData kinds = figures.kinds;
    rows("sockets_closed_total", COUNTER, "Sockets closed by code.", "closed_total", KIND, kinds);
    rows(
        "sockets_gc_reclaimed_total",
        COUNTER,
        "Sockets that code forgot and only the garbage collector closed.",
        "gc_total",
        KIND,
        kinds);
    one("sockets_leaked", GAUGE, "Open sockets in findings that are leaks.", figures.leakedSockets);
    rows("sockets_open", GAUGE, "Open sockets that hooks have seen.", "open", KIND, kinds);
    rows(
        "sockets_opened_total",
        COUNTER,
        "Sockets opened since the agent started.",
        "opened_total",
        KIND,
        kinds);
  }

  private void tcp(SocketFigures figures) {
    rows(
        "tcp_connections",
        GAUGE,
        "TCP sockets of this process in this state, as the kernel has them.",
        "value",
        new String[] {"state"},
        figures.states);
    one(
        "tcp_unattributed_close_wait",
        GAUGE,
        "Sockets in CLOSE_WAIT that no hook saw open, so that their line of code is unknown.",
        figures.untrackedCloseWait);
  }

  private void one(String name, String type, String help, Number value) {
    family(name, type, help);
    add(name, labels(), value);
  }

  private void rows(
      String name,
      String type,
      String help,
      String column,
      String[] labelColumns,
      TabularData... tables) {
    family(name, type, help);
    List<String> samples = new ArrayList<>();
    for (TabularData table : tables) {
      for (Object value : table.values()) {
        CompositeData row = (CompositeData) value;
        String[] pairs = new String[labelColumns.length * 2];
        for (int i = 0; i < labelColumns.length; i++) {
          pairs[2 * i] = labelColumns[i];
          pairs[2 * i + 1] = (String) row.get(labelColumns[i]);
        }
        sample(samples, name, labels(pairs), (Long) row.get(column));
      }
    }
    append(samples);
  }

  private void family(String name, String type, String help) {
    text.append("# HELP closewatch_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE closewatch_").append(name).append(' ').append(type).append('\n');
  }

  private void add(String name, String labels, Number value) {
    List<String> samples = new ArrayList<>();
    sample(samples, name, labels, value);
    append(samples);
  }

  private static void sample(List<String> to, String name, String labels, Number value) {
    if (value.doubleValue() >= 0) {
      to.add("closewatch_" + name + labels + ' ' + value.doubleValue());
    }
  }

  private void append(List<String> samples) {
    Collections.sort(samples);
    for (String sample : samples) {
      text.append(sample).append('\n');
    }
  }

  private String labels(String... pairs) {
    StringBuilder labels = new StringBuilder("{jvm=\"").append(escaped(jvm)).append('"');
    for (int i = 0; i < pairs.length; i += 2) {
      labels.append(',').append(pairs[i]).append("=\"").append(escaped(pairs[i + 1])).append('"');
    }
    return labels.append('}').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
