package io.closewatch.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All options of the agent; help texts and the README's table are generated from this list. */
public final class Options {

  public static final Option<Boolean> ENABLED =
      new Option<>(
          "enabled",
          OptionTypes.FLAG,
          true,
          "`false` leaves the agent off: no class is changed, no thread is started.",
          "");

  public static final Option<Duration> SCAN_INTERVAL =
      new Option<>(
          "scanInterval",
          new DurationType(Duration.ofMillis(100)),
          Duration.ofSeconds(10),
          "How often the open sockets are compared with the kernel's TCP table.",
          "One background thread; the interval stretches so that it never takes over 1 % of one"
              + " core.");

  public static final Option<Duration> CLOSE_WAIT_GRACE =
      new Option<>(
          "closeWaitGrace",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(30),
          "How long a socket may stay in CLOSE_WAIT or FIN_WAIT2 before it is a finding.",
          "");

  public static final Option<Duration> LEASE_GRACE =
      new Option<>(
          "leaseGrace",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(60),
          "How long a connection may be out of its HTTP pool before it can be a finding.",
          "");

  public static final Option<Duration> CLOSING_GRACE =
      new Option<>(
          "closingGrace",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(10),
          "How long after close() a descriptor may still be open before it is a finding.",
          "");

  public static final Option<Duration> DEAD_GRACE =
      new Option<>(
          "deadGrace",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(30),
          "How long an open descriptor may have no connection before it is a finding.",
          "");

  public static final Option<Duration> STUCK_GRACE =
      new Option<>(
          "stuckGrace",
          new DurationType(Duration.ZERO),
          Duration.ofMinutes(10),
          "How long a thread may wait in read() without a time-out before it is a suspect.",
          "");

  public static final Option<List<String>> APP_PACKAGES =
      new Option<>(
          "appPackages",
          OptionTypes.PACKAGES,
          Collections.<String>emptyList(),
          "Packages of the application; a stack's first frame in one of them is blamed. Empty: the"
              + " first frame that is neither JDK nor a known library.",
          "");

  public static final Option<String> REPORT_DIR =
      new Option<>(
          "reportDir",
          OptionTypes.PATH,
          "${java.io.tmpdir}/closewatch-%p",
          "The only directory that reports are written to; `%p` stands for the process id, `%t` for"
              + " its start in UTC, such as 20261121T003000Z, `%h` for the host's name.",
          "");

  public static final Option<List<String>> REPORT =
      new Option<>(
          "report",
          new FormatsType(),
          Collections.<String>emptyList(),
          "Formats in which a report is written to `reportDir` when the JVM ends: `text`, `json`,"
              + " `html`. Empty: none. Nothing is written after `Runtime.halt`, `kill -9` or a"
              + " crash, which run no shutdown hooks.",
          "See `exitSettle`.");

  public static final Option<String> REPORT_NAME =
      new Option<>(
          "reportName",
          new FileNameType(),
          "closewatch-%p-%t",
          "Name of the exit report's files without the suffix; `%p`, `%t` and `%h` as in"
              + " `reportDir`. A file that is there already is never overwritten: a number is added.",
          "");

  public static final Option<Duration> EXIT_SETTLE =
      new Option<>(
          "exitSettle",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(2),
          "How long the exit report waits at most for what other shutdown hooks close. A socket in"
              + " CLOSE_WAIT before and untouched after this wait is a finding although its grace is"
              + " not over, unless a thread is still at work with it, an HTTP pool keeps it, or a"
              + " library or the JDK may keep it idle; so is a lease of an HTTP pool whose server"
              + " has hung up and whose thread has gone on. All other graces hold. What only the"
              + " garbage collection at the exit finds dropped is a suspect: the end of the program"
              + " drops sockets too. `0s`: no wait, no collection, and all graces hold.",
          "With an exit report, if sockets are open: a full garbage collection, and this wait if"
              + " there are suspicious ones.");

  public static final Option<Boolean> JMX =
      new Option<>(
          "jmx", OptionTypes.FLAG, true, "Register the MBeans of the domain `io.closewatch`.", "");

  public static final Option<Duration> JMX_DELAY =
      new Option<>(
          "jmxDelay",
          new DurationType(Duration.ZERO),
          Duration.ofSeconds(10),
          "How long to wait for the application to create the platform MBean server before the"
              + " agent does. The default is 60s where a custom log manager, MBean server builder,"
              + " JBoss or WebLogic is seen.",
          "");

  public static final Option<String> METRICS_FILE =
      new Option<>(
          "metricsFile",
          OptionTypes.PATH,
          "",
          "A file for the textfile collector of Prometheus' node exporter, written after each scan"
              + " and removed when the JVM ends. It must end in `.prom`; its name before that is the"
              + " label `jvm`. `%p`, `%t` and `%h` as in `reportDir`. Needs `jmx`.",
          "");

  public static final Option<LogLevel> LOG_LEVEL =
      new Option<>(
          "logLevel",
          OptionTypes.LOG_LEVEL,
          LogLevel.WARN,
          "What the agent prints on standard error; a healthy agent prints nothing at `warn`.",
          "");

  public static final Option<String> CONFIG =
      new Option<>(
          "config",
          OptionTypes.PATH,
          "",
          "A properties file with options, used where no other layer sets them.",
          "");

  private static final List<Option<?>> ALL =
      Collections.unmodifiableList(
          Arrays.<Option<?>>asList(
              SCAN_INTERVAL,
              CLOSE_WAIT_GRACE,
              LEASE_GRACE,
              CLOSING_GRACE,
              DEAD_GRACE,
              STUCK_GRACE,
              APP_PACKAGES,
              REPORT_DIR,
              REPORT,
              REPORT_NAME,
              EXIT_SETTLE,
              JMX,
              JMX_DELAY,
              METRICS_FILE,
              LOG_LEVEL,
              CONFIG,
              ENABLED));

  /** Every option, in the order of the documentation. */
  public static List<Option<?>> all() {
    return ALL;
  }

  private Options() {}
}
