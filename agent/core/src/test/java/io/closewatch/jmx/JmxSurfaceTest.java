package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import io.closewatch.report.HtmlReport;
import io.closewatch.report.JsonReport;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class JmxSurfaceTest {
  @TempDir Path dir;

  private final SiteSnapshot leaky =
      SampleReport.site("leak", SocketKind.CLIENT_SOCKET, 10, 5, 3, 6);
  private final SiteSnapshot clean =
      SampleReport.site("clean", SocketKind.CLIENT_CHANNEL, 7, 6, 0, 2);
  private final Finding notClosed =
      SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.LIKELY, leaky, 2);
  private final SampleReport sample = new SampleReport();
  private final FakeControl control = new FakeControl(sample.build());
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  @Test
  void agentTellsItsState() throws Exception {
    registered();

    assertThat(read("Agent", "Version")).isEqualTo("0.1.0");
    assertThat(read("Agent", "StartedAt")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(read("Agent", "StartTime")).isEqualTo(SampleReport.STARTED);
    assertThat((Long) read("Agent", "UptimeSeconds"))
        .isBetween(1L, (System.currentTimeMillis() - SampleReport.STARTED) / 1000);
    assertThat(read("Agent", "Status")).isEqualTo("ok");
    assertThat((String[]) read("Agent", "Degraded")).isEmpty();
    assertThat(read("Agent", "DegradedReasons")).isEqualTo(0L);
    assertThat(read("Agent", "SuppressedErrors")).isEqualTo(3L);
    assertThat((String[]) read("Agent", "Options"))
        .contains("scanInterval = 10s (default)", "reportDir = " + reports() + " (agent argument)");
  }

  @Test
  void aDegradedAgentSaysWhatDoesNotWork() throws Exception {
    sample.degraded.add("no hook for close: JDK 99");
    sample.kernel = KernelSnapshot.unavailable("not Linux");
    control.latest = sample.build();
    registered();

    assertThat(read("Agent", "Status"))
        .isEqualTo(
            "degraded: no hook for close: JDK 99; the kernel's TCP table is unavailable: not Linux");
    assertThat((String[]) read("Agent", "Degraded")).hasSize(2);
    assertThat(read("Agent", "DegradedReasons")).isEqualTo(2L);
  }

  @Test
  void socketsSumUpTheLastScan() throws Exception {
    leakingReport();
    registered();

    assertThat(numbers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("SocketsOpen", 3L),
                Map.entry("SocketsOpenedTotal", 17L),
                Map.entry("SocketsClosedTotal", 11L),
                Map.entry("SocketsGcReclaimedTotal", 3L),
                Map.entry("CloseWait", 2L),
                Map.entry("Leaks", 2L),
                Map.entry("LeakedSockets", 2L),
                Map.entry("FdsUsed", 120L),
                Map.entry("FdsLimit", 1024L),
                Map.entry("Untracked", 1L),
                Map.entry("UntrackedCloseWait", 0L),
                Map.entry("SocketsWithoutLineTotal", 0L),
                Map.entry("HttpPools", 0L),
                Map.entry("HttpPoolsWithoutBean", 0L),
                Map.entry("SocketDescriptors", 10L),
                Map.entry("SocketsInFindings", 2L),
                Map.entry("SocketsHealthy", 0L),
                Map.entry("SocketsNotSeen", 2L),
                Map.entry("SocketsChangedDuringScan", 6L),
                Map.entry("ScanDurationSeconds", 0.0025),
                Map.entry("ScanTimestampSeconds", 1_700_000_060L)));
  }

  @Test
  void whoMayNotCallOperationsReadsTheVerdict() throws Exception {
    leakingReport();
    registered();

    assertThat(read("Sockets", "Verdict"))
        .isEqualTo(
            "LEAK - 1 line leaks sockets: 2 of 2 open sockets wait for close() in"
                + " com.acme.Pay.leak(Pay.java:42)");
    assertThat(read("Sockets", "ScannedAt")).isEqualTo("2023-11-14T22:14:20Z");
  }

  @Test
  void unknownNumbersAreMinusOne() throws Exception {
    leakingReport();
    sample.kernel = KernelSnapshot.unavailable("not Linux");
    control.latest = sample.build();
    registered();

    assertThat(numbers())
        .containsEntry("CloseWait", -1L)
        .containsEntry("FdsUsed", -1L)
        .containsEntry("FdsLimit", -1L)
        .containsEntry("Untracked", -1L)
        .containsEntry("UntrackedCloseWait", -1L)
        .containsEntry("SocketDescriptors", -1L)
        .containsEntry("SocketsInFindings", -1L)
        .containsEntry("SocketsHealthy", -1L)
        .containsEntry("SocketsNotSeen", -1L)
        .containsEntry("SocketsChangedDuringScan", -1L)
        .containsEntry("SocketsOpen", 3L);
    assertThat(rows("TcpConnections")).hasSize(12).containsEntry("close_wait", "-1");
    assertThat(rows("Sites").values()).allMatch(row -> row.contains(", close_wait=-1,"));
  }

  @Test
  void everyTcpStateHasARow() throws Exception {
    registered();

    assertThat(rows("TcpConnections"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("established", "3"),
                Map.entry("close_wait", "2"),
                Map.entry("syn_sent", "0"),
                Map.entry("syn_recv", "0"),
                Map.entry("fin_wait1", "0"),
                Map.entry("fin_wait2", "0"),
                Map.entry("time_wait", "0"),
                Map.entry("close", "0"),
                Map.entry("last_ack", "0"),
                Map.entry("listen", "0"),
                Map.entry("closing", "0"),
                Map.entry("new_syn_recv", "0")));
  }

  @Test
  void sitesAreARowEach() throws Exception {
    leakingReport();
    registered();

    assertThat(rows("Sites"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "com.acme.Pay.leak(Pay.java:42) socket",
                "open=2, opened_total=10, closed_total=5, gc_total=3, peak=6, close_wait=2,"
                    + " leaked=2, leaks_total=5, oldest_seconds=0",
                "com.acme.Pay.clean(Pay.java:42) socket_channel",
                "open=1, opened_total=7, closed_total=6, gc_total=0, peak=2, close_wait=0,"
                    + " leaked=0, leaks_total=0, oldest_seconds=0"));
  }

  @Test
  void everyKindOfSocketHasARow() throws Exception {
    leakingReport();
    registered();

    assertThat(rows("Kinds"))
        .hasSize(SocketKind.values().length)
        .containsEntry("socket", "open=2, opened_total=10, closed_total=5, gc_total=3")
        .containsEntry("socket_channel", "open=1, opened_total=7, closed_total=6, gc_total=0")
        .containsEntry("server_socket", "open=0, opened_total=0, closed_total=0, gc_total=0");
  }

  @Test
  void socketsWithoutALineAreCounted() throws Exception {
    sample.sites.add(new SiteSnapshot(Frame.OTHER, SocketKind.CLIENT_SOCKET, "0", 7, 6, 0, 1, 2));
    control.latest = sample.build();
    registered();

    assertThat(read("Sockets", "SocketsWithoutLineTotal")).isEqualTo(7L);
  }

  @Test
  void closeWaitOfUnknownOriginIsCounted() throws Exception {
    sample.kernel = SampleReport.kernelWith(TcpState.CLOSE_WAIT, TcpState.ESTABLISHED);
    control.latest = sample.build();
    registered();

    assertThat(read("Sockets", "UntrackedCloseWait")).isEqualTo(1L);
    assertThat(read("Sockets", "Untracked")).isEqualTo(2L);
  }

  @Test
  void noScanIsLeftOutThatTheMonitorTellsOf() throws Exception {
    JmxSurface surface = registered();
    leakingReport();
    surface.refresh();
    sample.findings.clear();
    control.latest = sample.build();

    assertThat(rows("Sites"))
        .hasEntrySatisfying(
            "com.acme.Pay.leak(Pay.java:42) socket",
            row -> assertThat(row).contains("leaked=0, leaks_total=5"));
  }

  @Test
  void figuresFollowANewReport() throws Exception {
    registered();
    assertThat(read("Sockets", "SocketsOpen")).isEqualTo(0L);

    leakingReport();

    assertThat(read("Sockets", "SocketsOpen")).isEqualTo(3L);
  }

  @Test
  void noAttributeIsEverNullOrNotSerializable() throws Exception {
    leakingReport();
    registered();

    for (String type : List.of("Agent", "Sockets", "Report")) {
      String[] names =
          Stream.of(server.getMBeanInfo(name(type)).getAttributes())
              .map(attribute -> attribute.getName())
              .toArray(String[]::new);
      AttributeList values = server.getAttributes(name(type), names);
      assertThat(values.asList()).hasSize(names.length);
      assertThat(values.asList()).extracting(Attribute::getValue).doesNotContainNull();
      serialize(values);
      serialize(server.getMBeanInfo(name(type)));
    }
  }

  @Test
  void aControlThatFailsYieldsUnknownAndNoException() throws Exception {
    registered();
    control.latest = null;

    assertThat(read("Agent", "Version")).isEqualTo("");
    assertThat(read("Agent", "Status")).isEqualTo("");
    assertThat(read("Sockets", "SocketsOpen")).isEqualTo(-1L);
    assertThat(read("Sockets", "ScanDurationSeconds")).isEqualTo(-1.0);
    assertThat(((TabularData) read("Sockets", "Sites")).size()).isZero();
  }

  @Test
  void attributesAreReadOnlyAndUnknownNamesAreRefused() {
    registered();

    assertThatThrownBy(() -> read("Agent", "Nothing"))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> server.setAttribute(name("Agent"), new Attribute("Version", "2")))
        .isInstanceOf(AttributeNotFoundException.class);
    assertThatThrownBy(() -> invoke("Report", "nothing")).isInstanceOf(ReflectionException.class);
    assertThatThrownBy(
            () -> server.invoke(name("Report"), "report", new Object[] {"x"}, new String[0]))
        .isInstanceOf(RuntimeMBeanException.class)
        .hasRootCauseMessage("report takes 0 arguments");
  }

  @Test
  void reportIsThatOfTheLastScanAndScanNowMakesANewOne() throws Exception {
    registered();
    leakingReport(report -> control.next = report);

    assertThat(invoke("Report", "report")).isEqualTo("0 findings");
    assertThat(invoke("Report", "scanNow")).isEqualTo("2 findings");
    assertThat(invoke("Report", "report")).isEqualTo("2 findings");
  }

  @Test
  void findingsAreTextsOfTheirOwn() throws Exception {
    leakingReport();
    registered();

    assertThat(findings(0)).hasSize(2);
    assertThat(findings(5)).hasSize(2);
    assertThat(findings(1))
        .containsExactly(
            """
            1. NOT_CLOSED (likely): 2 sockets at com.acme.Pay.leak(Pay.java:42)
               The peer hung up, close() was never called.
               Fix: Close the socket in a finally block.

               Evidence:
               - 2 in CLOSE_WAIT
               - rx queue 1

               Opened by thread "worker-1" x2:
                   at java.net.Socket.<init>(Socket.java:1)
                 > at com.acme.Pay.leak(Pay.java:42)

               Why: Nobody reads, nobody closes.""");
  }

  @Test
  void dumpTextWritesANewFileInTheReportDirectory() throws Exception {
    registered();

    String path = dump("a.txt");

    assertThat(path).isEqualTo(reports().resolve("a.txt").toString());
    assertThat(Path.of(path)).hasContent("0 findings");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = "String")
  void dumpTextWithoutANameMakesOneUp(String name) throws Exception {
    registered();

    assertThat(Path.of(dump(name)).getFileName().toString())
        .matches("closewatch-\\d+-\\d{8}-\\d{6}\\.txt");
    assertThat(Path.of((String) invoke("Report", "dumpText"))).hasContent("0 findings");
    assertThat(Files.list(reports())).hasSize(2);
  }

  @Test
  void dumpJsonWritesTheSameReportAsJson() throws Exception {
    registered();

    String path = dump("dumpJson", "a.json");

    assertThat(path).isEqualTo(reports().resolve("a.json").toString());
    assertThat(Path.of(path)).hasContent(new JsonReport().render(control.latest()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
        .isEqualTo("rw-------");
  }

  @Test
  void dumpHtmlWritesTheSameReportAsAPage() throws Exception {
    registered();

    String path = dump("dumpHtml", "a.html");

    assertThat(Path.of(path)).hasContent(new HtmlReport().render(control.latest()));
    assertThatThrownBy(() -> dump("dumpHtml", "b.json")).isInstanceOf(RuntimeMBeanException.class);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = "String")
  void dumpJsonWithoutANameMakesOneUp(String name) throws Exception {
    registered();

    assertThat(Path.of(dump("dumpJson", name)).getFileName().toString())
        .matches("closewatch-\\d+-\\d{8}-\\d{6}\\.json");
    assertThat(Path.of((String) invoke("Report", "dumpJson"))).isNotEmptyFile();
    assertThat(Files.list(reports())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a", "../a.json", "a/b.json", ".json"})
  void dumpJsonRefusesNamesAsDumpTextDoes(String name) throws Exception {
    registered();

    assertThatThrownBy(() -> dump("dumpJson", name))
        .isInstanceOf(RuntimeMBeanException.class)
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file name m");
    assertThat(reports()).doesNotExist();
  }

  @Test
  void aRefusedFileNameReachesTheCallerInAPlainException() throws Exception {
    registered();

    assertThatThrownBy(() -> dump("../a.txt"))
        .isInstanceOf(RuntimeMBeanException.class)
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(
            "file name may hold letters, digits, '.', '_' and '-' only; it is written to the"
                + "\ndirectory of the option reportDir");
  }

  @Test
  void anErrorInARendererReachesTheCallerInAPlainException() throws Exception {
    new JmxSurface(
            control,
            config(),
            report -> {
              throw new UnsupportedOperationException("boom");
            })
        .register(server);

    assertThatThrownBy(() -> invoke("Report", "report"))
        .cause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessage("closewatch failed: java.lang.UnsupportedOperationException: boom");
  }

  @Test
  void stopReachesTheAgent() throws Exception {
    registered();

    assertThat(invoke("Agent", "stop")).isEqualTo("stopped");
    assertThat(control.stops).isEqualTo(1);
  }

  @Test
  void notificationsStandAlone() throws Exception {
    JmxSurface surface = registered();
    List<Notification> heard = new CopyOnWriteArrayList<>();
    server.addNotificationListener(name("Sockets"), (n, handback) -> heard.add(n), null, null);

    surface.leakDetected(notClosed);
    surface.leakResolved(SampleReport.finding(FindingKind.UNATTRIBUTED, Confidence.INFO, null, 1));

    await().until(() -> heard.size() == 2);
    assertThat(heard)
        .extracting(Notification::getType, Notification::getMessage, n -> n.getSource())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "io.closewatch.leak.detected",
                "NOT_CLOSED (LIKELY): 2 sockets opened at com.acme.Pay.leak(Pay.java:42). Fix:"
                    + " Close the socket in a finally block.",
                name("Sockets")),
            org.assertj.core.groups.Tuple.tuple(
                "io.closewatch.leak.resolved",
                "UNATTRIBUTED is gone; it was last seen with 1 socket.",
                name("Sockets")));
    assertThat(items((CompositeData) heard.get(0).getUserData()))
        .isEqualTo(
            "confidence=LIKELY, count=2, kind=NOT_CLOSED, site=com.acme.Pay.leak(Pay.java:42)");
    assertThat(items((CompositeData) heard.get(1).getUserData()))
        .isEqualTo("confidence=INFO, count=1, kind=UNATTRIBUTED, site=");
    assertThat(heard.get(1).getSequenceNumber()).isGreaterThan(heard.get(0).getSequenceNumber());
    serialize(heard.get(0));
  }

  @Test
  void aNameOfTheApplicationCannotForgeLinesOfANotification() throws Exception {
    JmxSurface surface = registered();
    List<String> heard = new CopyOnWriteArrayList<>();
    server.addNotificationListener(
        name("Sockets"), (n, handback) -> heard.add(n.getMessage()), null, null);
    SiteSnapshot hostile =
        SampleReport.site("call\n\u001b[2Jno leak found", SocketKind.CLIENT_SOCKET, 1, 0, 0, 1);

    surface.leakResolved(
        SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.LIKELY, hostile, 1));

    await().until(() -> !heard.isEmpty());
    assertThat(heard)
        .containsExactly(
            "NOT_CLOSED is gone; it was last seen with 1 socket opened at"
                + " com.acme.Pay.call??[2Jno leak found(Pay.java:42).");
  }

  @Test
  void aListenerThatFailsDoesNotReachTheMonitor() throws Exception {
    JmxSurface surface = registered();
    List<String> calls = new CopyOnWriteArrayList<>();
    server.addNotificationListener(
        name("Sockets"),
        (n, handback) -> {
          calls.add(n.getType());
          throw new StackOverflowError();
        },
        null,
        null);

    surface.leakDetected(notClosed);
    surface.leakResolved(notClosed);

    await().until(() -> calls.size() == 2);
    assertThat(calls).containsExactly("io.closewatch.leak.detected", "io.closewatch.leak.resolved");
  }

  @Test
  void unregisterRemovesEverythingAndTwiceIsFine() {
    JmxSurface surface = registered();
    assertThat(server.queryNames(null, null)).contains(name("Agent"), name("Sockets"));

    surface.unregister();
    surface.unregister();
    surface.leakDetected(notClosed);

    assertThat(server.queryNames(null, null))
        .noneMatch(name -> name.getDomain().equals("io.closewatch"));
  }

  @Test
  void aSecondSurfaceIsRefusedAndLeavesTheFirstAlone() throws Exception {
    registered();
    JmxSurface second = new JmxSurface(control, config(), report -> "");

    assertThatThrownBy(() -> second.register(server))
        .isInstanceOf(InstanceAlreadyExistsException.class);
    second.unregister();

    assertThat(invoke("Report", "report")).isEqualTo("0 findings");
    assertThat(read("Sockets", "SocketsOpen")).isEqualTo(0L);
    assertThat(read("Agent", "Version")).isEqualTo("0.1.0");
  }

  private JmxSurface registered() {
    JmxSurface surface =
        new JmxSurface(control, config(), report -> report.findings().size() + " findings");
    try {
      surface.register(server);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return surface;
  }

  private Config config() {
    return Config.load("reportDir=" + reports());
  }

  private Path reports() {
    return dir.resolve("reports");
  }

  private void leakingReport() {
    leakingReport(report -> control.latest = report);
  }

  private void leakingReport(java.util.function.Consumer<io.closewatch.report.Report> to) {
    sample.sites.addAll(List.of(leaky, clean));
    sample.sockets.addAll(
        List.of(SampleReport.closeWaitSocket(leaky), SampleReport.closeWaitSocket(leaky)));
    sample.findings.add(
        new Finding(
            notClosed.kind(),
            notClosed.confidence(),
            leaky,
            notClosed.count(),
            sample.sockets,
            notClosed.summary(),
            notClosed.evidence(),
            notClosed.why(),
            notClosed.remedy()));
    sample.findings.add(
        SampleReport.finding(FindingKind.CLOSED_BY_GC, Confidence.CERTAIN, leaky, 3));
    to.accept(sample.build());
  }

  private Map<String, Object> numbers() throws Exception {
    Map<String, Object> numbers = new TreeMap<>();
    for (var attribute : server.getMBeanInfo(name("Sockets")).getAttributes()) {
      if (!attribute.getType().startsWith("java")) {
        numbers.put(attribute.getName(), read("Sockets", attribute.getName()));
      }
    }
    return numbers;
  }

  /** Index to the other columns, as text. */
  private Map<String, String> rows(String table) throws Exception {
    TabularData data = (TabularData) read("Sockets", table);
    List<String> index = data.getTabularType().getIndexNames();
    Map<String, String> rows = new TreeMap<>();
    for (Object row : data.values()) {
      CompositeData composite = (CompositeData) row;
      String key =
          index.stream().map(n -> (String) composite.get(n)).collect(Collectors.joining(" "));
      rows.put(key, values(composite, index));
    }
    return rows;
  }

  private static String values(CompositeData row, List<String> index) {
    if (row.containsKey("value")) {
      return row.get("value").toString();
    }
    return Stream.of(
            "open",
            "opened_total",
            "closed_total",
            "gc_total",
            "peak",
            "close_wait",
            "leaked",
            "leaks_total",
            "oldest_seconds")
        .filter(row::containsKey)
        .map(column -> column + "=" + row.get(column))
        .collect(Collectors.joining(", "));
  }

  private static String items(CompositeData data) {
    return data.getCompositeType().keySet().stream()
        .map(item -> item + "=" + data.get(item))
        .collect(Collectors.joining(", "));
  }

  private static void serialize(Object value) throws Exception {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(value);
    }
  }

  private String[] findings(int max) throws Exception {
    return (String[])
        server.invoke(name("Report"), "findings", new Object[] {max}, new String[] {"int"});
  }

  private String dump(String fileName) throws Exception {
    return dump("dumpText", fileName);
  }

  private String dump(String operation, String fileName) throws Exception {
    return (String)
        server.invoke(
            name("Report"), operation, new Object[] {fileName}, new String[] {"java.lang.String"});
  }

  private Object invoke(String type, String operation) throws Exception {
    return server.invoke(name(type), operation, null, null);
  }

  private Object read(String type, String attribute) throws Exception {
    return server.getAttribute(name(type), attribute);
  }

  private static ObjectName name(String type) {
    try {
      return new ObjectName("io.closewatch:type=" + type);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
