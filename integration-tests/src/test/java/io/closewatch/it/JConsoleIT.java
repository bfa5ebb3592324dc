package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.closewatch.it.JConsole.Dialog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The MBeans as an operator sees them in the JDK's own JConsole. Pictures of its windows are left
 * in {@code target/jconsole}.
 */
@Execution(ExecutionMode.SAME_THREAD)
class JConsoleIT {
  private static final String DOMAIN = "io.closewatch";
  private static final String POOL = "\"PoolingHttpClientConnectionManager-1\"";

  private static XDisplay display;
  private static RunningApp app;
  private static JConsole console;

  @BeforeAll
  static void connect() throws Exception {
    Optional<Path> xvfb = XDisplay.find();
    assumeTrue(xvfb.isPresent(), "no Xvfb on the PATH");
    Optional<Jdk> jdk = JConsole.find();
    assumeTrue(jdk.isPresent(), "no JDK with a JConsole");
    display = XDisplay.start(xvfb.get());
    app =
        AgentJvm.on(jdk.get())
            .probe("Watched")
            .classPath(PoolSet.jars("client-4.5.14"))
            .brief()
            .agent()
            .start();
    app.awaitReady().awaitFinding("NOT_CLOSED");
    app.awaitFinding("LEASE_NOT_RETURNED");
    console = JConsole.connect(jdk.get(), display, app.pid());
  }

  /** What was not started is null. */
  @AfterAll
  @SuppressWarnings("try")
  static void close() {
    try (XDisplay last = display;
        RunningApp second = app;
        JConsole first = console) {}
  }

  @AfterEach
  void closeDialog() {
    console.closesDialog();
  }

  @Test
  void theTreeHoldsAllMBeans() throws Exception {
    assertThat(console.nodes(DOMAIN))
        .containsExactly("Agent", "Controls", "HttpPool", "Report", "Sockets");
    assertThat(console.nodes(DOMAIN, "HttpPool")).containsExactly(POOL);
    assertThat(console.nodes(DOMAIN, "Sockets")).contains("Attributes").hasSize(2);
    assertThat(console.nodes(DOMAIN, "Report")).containsExactly("Operations");
  }

  @Test
  void everyAttributeHasAValueAndSaysWhatItIs() throws Exception {
    isDescribed("agent", DOMAIN, "Agent");
    isDescribed("controls", DOMAIN, "Controls");
    isDescribed("pool", DOMAIN, "HttpPool", POOL);
    List<String> rows = isDescribed("sockets", DOMAIN, "Sockets");

    assertThat(rows)
        .anyMatch(row -> row.startsWith("Verdict\tLEAK - ") && row.contains(line("leak: again")))
        .anyMatch(
            row -> row.matches("ScannedAt\t20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\t.*"));
  }

  private static List<String> isDescribed(String picture, String... bean) throws IOException {
    List<String> attributes = console.nodes(under(bean, "Attributes"));
    List<String> rows = rowsOf(attributes, under(bean, "Attributes"));
    assertThat(rows)
        .hasSameSizeAs(attributes)
        .allMatch(row -> row.matches("(?s)\\w+\t.*\t[A-Z\"].{10,}\\."), "name, value, tool tip");
    console.picture(picture);
    return rows;
  }

  @Test
  void aNumberIsPlottedOnADoubleClick() throws Exception {
    showsSockets();
    long before = app.mbeans().leakedSockets();
    console.does("doubleClick", "LeakedSockets", "1");
    plots(before);
    leaksOneMore("again");
    plots(before + 1);
    console.picture("plot");
    console.does("pressWithin", "LeakedSockets", "Discard chart");
  }

  /** Waits until this is the newest value. */
  private static void plots(long value) {
    String said = "LeakedSockets=" + value + "\n";
    console.awaits(anyMatch(text -> text.contains(said)), "within", "LeakedSockets");
  }

  @Test
  void theTableOfSitesHasTheLeakingLine() throws Exception {
    showsSockets();
    console.does("doubleClick", "Sites", "1");
    String site = "site\t" + line("leak: again");
    List<String> shown =
        console.awaits(anyMatch(text -> text.startsWith("kind\t")), "within", "Sites");
    while (shown.stream().noneMatch(text -> text.startsWith(site))) {
      List<String> last = shown;
      console.does("pressWithin", "Sites", ">");
      shown = console.awaits(texts -> !texts.equals(last), "within", "Sites");
    }
    assertThat(shown).contains("kind\tsocket").anyMatch(text -> text.matches("leaked\t[789]"));
    console.picture("sites");
    console.does("doubleClick", "Sites", "1");
  }

  private static void showsSockets() {
    List<String> attributes = console.nodes(DOMAIN, "Sockets", "Attributes");
    rowsOf(attributes, DOMAIN, "Sockets", "Attributes");
  }

  private static List<String> rowsOf(List<String> names, String... path) {
    console.selects(path);
    return console.awaits(
        rows -> rows.stream().map(row -> row.split("\t")[0]).toList().containsAll(names), "rows");
  }

  @Test
  void operationsSayWhatTheyDoAndNameTheirParameters() throws Exception {
    assertThat(operations("Report", "findings"))
        .contains(
            "findings\tThe findings of the last scan, heaviest first, one text each; empty if there"
                + " are none.\tmax\tHow many at most; 0 for all.\t0")
        .anyMatch(text -> text.matches("dumpHtml\t.*\\.\tfileName\tName .*\\.\tString"));
    assertThat(operations("Controls", "setOption"))
        .anyMatch(
            text ->
                text.matches(
                    "setOption\t.*\\.\toption\tOne of .*\\.\tString\tvalue\t.*\\.\tString"));
    assertThat(operations("Agent", "stop")).hasSize(1);
  }

  private static List<String> operations(String bean, String operation) throws IOException {
    List<String> names = console.nodes(DOMAIN, bean, "Operations");
    List<String> texts = showsOperation(bean, operation);
    console.picture(bean.toLowerCase(Locale.ROOT) + "-operations");
    assertThat(texts).extracting(text -> text.split("\t")[0]).containsExactlyElementsOf(names);
    assertThat(texts).allMatch(text -> text.split("\t").length >= 2, "tool tip");
    return texts;
  }

  private static List<String> showsOperation(String bean, String operation) {
    console.selects(DOMAIN, bean, "Operations");
    return console.awaits(anyMatch(text -> text.startsWith(operation + "\t")), "operations");
  }

  @Test
  void theReportIsReadableInItsWindow() throws Exception {
    showsOperation("Report", "report");
    Dialog report = console.opens("report");
    assertThat(report.text())
        .startsWith("closewatch: LEAK - ")
        .containsPattern(
            "\\n1\\. NOT_CLOSED \\(certain\\): [789] sockets at \\Q"
                + line("leak: again")
                + "\\E\\n")
        .contains("\n2. LEASE_NOT_RETURNED (certain): ", "\nTaken at ");
    assertThat(report.text().split("\\s+")).endsWith("started", "with", "the", "JVM");
    assertThat(report.text().lines().count()).isBetween(50L, 300L);
    console.picture("report");

    console.does("enlarge", "900", "800");
    console.dialog(dialog -> dialog.width() == 900 && dialog.shownWidth() >= dialog.textWidth());
    console.picture("report-enlarged");
  }

  @Test
  void findingsAreReadableInTheirWindow() throws Exception {
    showsOperation("Report", "findings");
    Dialog findings = console.opens("findings");
    assertThat(findings.text())
        .contains("1. NOT_CLOSED (certain): ", "2. LEASE_NOT_RETURNED (certain): ");
    console.does("enlarge", "1000", "800");
    console.dialog(dialog -> dialog.width() == 1000 && dialog.shownWidth() >= dialog.textWidth());
    console.picture("findings");
  }

  @Test
  void whatIsRefusedIsToldInADialogThatFitsTheScreen() throws Exception {
    showsOperation("Controls", "mute");
    Dialog refused = console.opens("mute"); // of the site "String"
    assertThat(refused.text()).startsWith("Problem invoking mute : ").contains("give a site: ");
    assertThat(refused.width()).isLessThan(1200);
    console.picture("refused");
  }

  @Test
  void aNewLeakIsTold() throws Exception {
    console.selects(DOMAIN, "Sockets", "Notifications");
    console.does("press", "Subscribe");
    console.awaits(nodes -> nodes.contains("Notifications[0]"), "nodes", DOMAIN, "Sockets");
    leaksOneMore("elsewhere");
    String place = line("leak: elsewhere");
    List<String> rows = console.awaits(anyMatch(text -> text.contains(place)), "rows");

    String[] cells = rows.get(0).split("\t");
    assertThat(cells[1]).isEqualTo("io.closewatch.leak.detected");
    assertThat(cells[4])
        .startsWith("NOT_CLOSED (CERTAIN): 1 socket opened at " + place + ". Fix: ")
        .hasSizeLessThan(300);
    console.picture("notification");
    console.does("doubleClick", "io.closewatch.leak.detected", "2");
    console.awaits(
        texts -> texts.contains("site\t" + place), "within", "io.closewatch.leak.detected");
    console.picture("notification-data");
  }

  /** Scans until the agent has found it: its own scans keep to their share of the processor. */
  private static void leaksOneMore(String where) {
    AgentMBeans mbeans = app.mbeans();
    long before = mbeans.leakedSockets();
    app.send(where);
    await()
        .atMost(RunningApp.PATIENCE)
        .until(
            () -> {
              mbeans.scanNow();
              return mbeans.leakedSockets() == before + 1;
            });
  }

  private static Predicate<List<String>> anyMatch(Predicate<String> predicate) {
    return texts -> texts.stream().anyMatch(predicate);
  }

  /** As reports name the line with a mark. */
  private static String line(String mark) {
    String method = mark.endsWith("again") ? "fetch" : "fetchElsewhere";
    return "io.closewatch.probes.Watched."
        + method
        + "("
        + Sources.marked("Watched", "// " + mark)
        + ")";
  }

  private static String[] under(String[] bean, String node) {
    List<String> path = new ArrayList<>(List.of(bean));
    path.add(node);
    return path.toArray(String[]::new);
  }
}
