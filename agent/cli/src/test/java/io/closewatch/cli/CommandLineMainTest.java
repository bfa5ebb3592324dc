package io.closewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.closewatch.config.AttachReply;
import io.closewatch.config.AttachReply.Outcome;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineMainTest {
  private static final long OWN_PID = 50;
  private static final int USER = 1000;

  @TempDir Path dir;

  private final FakeAgent agent = new FakeAgent();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeProc proc;
  private File temp;
  private File jar;
  private int ownUid;
  private boolean hasApi = true;

  @BeforeEach
  void prepare() throws Exception {
    proc = new FakeProc(dir.resolve("proc")).jvm(7).process(8, "sleep");
    temp = Files.createDirectory(dir.resolve("tmp")).toFile();
    jar = dir.resolve("closewatch-agent.jar").toFile();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.1.0");
    new JarOutputStream(Files.newOutputStream(jar.toPath()), manifest).close();
    ownUid = (Integer) Files.getAttribute(dir, "unix:uid");
    agent.reply = new AttachReply(Outcome.OK, "1 line leaks sockets\n");
  }

  @Test
  void reportPrintsTheAnswerOfTheAgent() {
    assertThat(run("report", "7")).isZero();

    assertThat(out).hasToString("1 line leaks sockets\n");
    assertThat(err).hasToString("");
    assertThat(agent.commands).containsExactly("REPORT 7 []");
    assertThat(temp).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "attach 7 closeWaitGrace=5s,jmx=false; ATTACH 7 [closeWaitGrace=5s,jmx=false]",
        "report 7 jmx=false; REPORT 7 [jmx=false]",
        "report --format text 7; REPORT 7 []",
        "report --format html 7; REPORT_HTML 7 []",
        "report --format json 7; REPORT_JSON 7 []",
        "report 7 jmx=false --format=json; REPORT_JSON 7 [jmx=false]",
        "status 7; STATUS 7 []",
        "stop 7; STOP 7 []",
      })
  void commandsReachTheAgentWithTheirOptions(String arguments, String command) {
    assertThat(run(arguments.split(" "))).isZero();

    assertThat(agent.commands).containsExactly(command);
  }

  @Test
  void anErrorOfTheAgentIsPrintedAsOne() {
    agent.reply = new AttachReply(Outcome.ERROR, "no hooks\n");

    assertThat(run("attach", "7")).isEqualTo(3);
    assertThat(err).hasToString("closewatch: no hooks\n");
    assertThat(out).hasToString("");
  }

  @ParameterizedTest
  @CsvSource({"status, 3", "stop, 0"})
  void whereNoAgentRunsStatusFailsAndStopIsDone(String command, int code) {
    agent.reply = new AttachReply(Outcome.NOT_RUNNING, "no agent runs in process 7");

    assertThat(run(command, "7")).isEqualTo(code);
    assertThat(out).hasToString("no agent runs in process 7\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "report",
        "report x",
        "attach 7 a b",
        "stop",
        "--frob",
        "report 7 --format xml",
        "prometheus-config",
        "prometheus-config metrics",
        "prometheus-config rules alerts"
      })
  void wrongUsageIsToldWithTheUsage(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith("closewatch: ").contains("Usage: closewatch");
    assertThat(out).hasToString("");
    assertThat(agent.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "0"})
  void aProcessIdIsPositive(String pid) {
    assertThat(run("report", pid)).isEqualTo(2);
    assertThat(err).hasToString("closewatch: a process id is a positive number, not " + pid + "\n");
  }

  @Test
  void noCommandPrintsTheUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            """
            Usage: closewatch [-hV] [COMMAND]
            Finds the line of code that leaks sockets in a running JVM.
              -h, --help      Show this help message and exit.
              -V, --version   Print version information and exit.
            Commands:
              check              Fails a build whose reports have leaks that the baseline does not know.
              prometheus-config  Prints the configuration for Prometheus and Grafana.
              attach             Loads the agent into a running JVM.
              options            Lists the options of the agent.
              report             Prints the report of a running JVM; loads the agent if it is not there.
              status             Tells whether the agent runs in a JVM, and how it is.
              stop               Switches the agent off in a running JVM and restores its classes.

            To start a program with the agent: java -javaagent:closewatch-agent.jar[=k=v,...] ...
            Exit codes: 0 done, 1 leaks found (check), 2 wrong usage, 3 could not be done.
            """);
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: closewatch [-hV] [COMMAND]");
    out.getBuffer().setLength(0);
    assertThat(run("--version")).isZero();
    assertThat(out).hasToString("closewatch 0.1.0\n");
    out.getBuffer().setLength(0);
    assertThat(run("report", "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: closewatch report [-hV] [--format=text|html|json] PID [k=v,...]");
  }

  @ParameterizedTest
  @CsvSource({
    "rules, # Turns the MBeans of closewatch into metrics",
    "ALERTS, # Alert rules for Prometheus",
    "dashboard, {"
  })
  void prometheusConfigPrintsTheFile(String file, String start) {
    assertThat(run("prometheus-config", file)).isZero();

    assertThat(out.toString()).startsWith(start).endsWith("\n");
    assertThat(err).hasToString("");
  }

  @Test
  void prometheusConfigNamesWhatThereIs() {
    assertThat(run("prometheus-config", "metrics")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("closewatch: Invalid value for ")
        .contains("rules", "alerts", "dashboard");
  }

  @Test
  void checkJudgesReportsAndNamesTheVersion() throws Exception {
    Path golden = Path.of("../core/src/test/resources/report/small.json");

    assertThat(run("check", golden.toString(), "--format=sarif", "--output=" + dir)).isEqualTo(1);
    assertThat(out.toString()).startsWith("closewatch check: 4 new leaks in 1 report");
    assertThat(Files.readString(dir.resolve("closewatch.sarif"))).contains("\"version\":\"0.1.0\"");
    assertThat(agent.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"check, true", "check x --max-leaks=y, true", "check x --baseline=none, false"})
  void wrongUsageOfCheckIsTold(String arguments, boolean usage) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith("closewatch: ");
    assertThat(err.toString().contains("Usage: closewatch check")).isEqualTo(usage);
    assertThat(out).hasToString("");
  }

  @Test
  void optionsListsEveryOption() {
    assertThat(run("options")).isZero();

    assertThat(out.toString()).contains("  scanInterval    ").contains("  enabled         ");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aMisspelledOptionIsWrongUsageAndNothingIsLoaded() {
    assertThat(run("attach", "7", "closeWaitGrac=5s")).isEqualTo(2);

    assertThat(err)
        .hasToString(
            "closewatch: unknown option \"closeWaitGrac\" (agent argument): did you mean"
                + " closeWaitGrace?\n");
    assertThat(agent.commands).isEmpty();
  }

  @Test
  void aMissingProcessIsToldSo() {
    assertCannot("report 9", "there is no process 9; list the Java processes with: jcmd -l");
  }

  @Test
  void aProcessThatIsNoJvmIsLeftAlone() {
    assertCannot(
        "report 8",
        "process 8 (sleep) is no JVM and is left alone; list the Java processes with: jcmd -l");
  }

  @Test
  void aProcessWhoseMapsCannotBeReadIsLeftAlone() throws Exception {
    Files.delete(dir.resolve("proc/7/maps"));

    assertThat(run("report", "7")).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("closewatch: cannot tell whether process 7 is a JVM (")
        .endsWith(") and leave it alone; run this command as root or as the user of the process\n");
    assertThat(agent.commands).isEmpty();
  }

  @Test
  void theCommandItselfIsNoTarget() {
    proc.jvm(OWN_PID);

    assertCannot(
        "report 50", "process 50 is this command itself; give the id of the JVM to look into");
  }

  @Test
  void aThreadIsNoTarget() {
    proc.jvm(12).write("12/status", "Tgid:\t7\n");

    assertCannot("report 12", "12 is a thread of process 7; give the process id");
  }

  @Test
  void aProcessOfAnotherUserIsLeftToThatUser() throws Exception {
    assumeTrue(ownUid == 0, "only root can make a file of another user");
    Files.setAttribute(dir.resolve("proc/7"), "unix:uid", 54321);
    ownUid = USER;

    assertCannot(
        "report 7",
        "process 7 belongs to user 54321; run this command as that user: sudo -u 54321 java -jar "
            + jar
            + " ...");
  }

  @Test
  void rootGivesTheDirectoryOfTheAnswerToTheUserOfTheTarget() throws Exception {
    assumeTrue(ownUid == 0, "only root can give a directory away");
    Files.setAttribute(dir.resolve("proc/7"), "unix:uid", 54321);
    int[] owner = new int[1];
    AgentLoading looking =
        new AgentLoading() {
          @Override
          public void load(long pid, File agentJar, String argument) throws AttachFailedException {
            owner[0] = ownerOf(temp.listFiles()[0].toPath());
            agent.load(pid, agentJar, argument);
          }

          @Override
          public boolean isJvm(long pid) {
            return false;
          }
        };

    assertThat(run(looking, "report", "7")).isZero();
    assertThat(owner[0]).isEqualTo(54321);
    assertThat(temp).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "cmdline, java -XX:+DisableAttachMechanism Main, true",
    "cmdline, java -XX:+DisableAttachMechanism -XX:-DisableAttachMechanism Main, false",
    "environ, JAVA_TOOL_OPTIONS=-XX:+DisableAttachMechanism, true",
    "environ, OTHER=-XX:+DisableAttachMechanism, false",
  })
  void attachThatIsDisabledIsSeenBefore(String file, String words, boolean disabled) {
    proc.write("7/" + file, words.replace(' ', '\0'));

    if (disabled) {
      assertCannot(
          "report 7",
          "process 7 was started with -XX:+DisableAttachMechanism; restart it without that option,"
              + " or with the agent: -javaagent:"
              + jar);
    } else {
      assertThat(run("report", "7")).isZero();
    }
  }

  @Test
  void dynamicLoadingThatIsOffIsSeenBefore() {
    proc.write("7/cmdline", "java\0-XX:-EnableDynamicAgentLoading\0Main\0");

    assertCannot("report 7", dynamicLoadingIsOff());
  }

  @Test
  void aContainerThatDoesNotSeeTheJarIsToldSo() throws Exception {
    Path containerRoot = Files.createDirectories(dir.resolve("container"));
    proc.link("7/ns/mnt", "mnt:[2]")
        .link("7/root", containerRoot.toString())
        .write("7/status", "Tgid:\t7\nNSpid:\t7\t1\n");

    assertCannot(
        "report 7",
        "process 7 runs in a container and does not see "
            + jar
            + "; copy the jar into the container (docker cp, kubectl cp) and run there: java -jar"
            + " closewatch-agent.jar report 1");
  }

  @Test
  void anotherMountNamespaceThatSeesTheJarIsAnsweredThroughItsRoot() throws Exception {
    Path otherRoot = Files.createDirectories(dir.resolve("other"));
    Path jarThere = Path.of(otherRoot.toString(), jar.getPath());
    Files.createDirectories(jarThere.getParent());
    Files.createLink(jarThere, jar.toPath());
    Path tempThere = Files.createDirectories(Path.of(otherRoot.toString(), temp.getPath()));
    proc.link("7/ns/mnt", "mnt:[2]").link("7/root", otherRoot.toString());
    String[] told = new String[1];
    AgentLoading inside =
        new AgentLoading() {
          @Override
          public void load(long pid, File agentJar, String argument) throws AttachFailedException {
            told[0] = argument;
            agent.load(pid, agentJar, argument.replace("file=", "file=" + otherRoot));
          }

          @Override
          public boolean isJvm(long pid) {
            return false;
          }
        };

    assertThat(run(inside, "report", "7")).isZero();
    assertThat(told[0]).startsWith("!report,file=" + temp + "/closewatch-");
    assertThat(out).hasToString("1 line leaks sockets\n");
    assertThat(tempThere).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AgentLoadException | Failed to load agent library: Dynamic agent loading is not enabled. | process 7 does not let agents be loaded",
        "AgentInitializationException | Agent JAR loaded but agent failed to initialize | the agent failed to start in process 7 (Agent JAR loaded but agent failed to initialize); the standard error of that process says why.",
        "AgentLoadException | Agent JAR not found or no Agent-Class attribute | process 7 could not load",
        "AttachNotSupportedException | Unable to open socket file | process 7 does not answer to attach (Unable to open socket file); it may hang,",
        "IOException | well-known file is not secure | cannot attach to process 7 (IOException: well-known file is not secure); try",
      })
  void failuresOfTheAttachApiAreExplained(String type, String message, String start) {
    agent.reply = null;
    agent.failure = new AttachFailedException(type, message);

    assertThat(run("report", "7")).isEqualTo(3);
    assertThat(err.toString()).startsWith("closewatch: " + start).hasLineCount(1);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void anAnswerCountsAlthoughAnOldAttachApiFailed() {
    agent.failure = new AttachFailedException("IOException", "Non-numeric value found");

    assertThat(run("report", "7")).isZero();
    assertThat(out).hasToString("1 line leaks sockets\n");
  }

  @Test
  void anAgentThatGivesNoAnswerIsAnError() {
    agent.reply = null;

    assertThat(run("report", "7")).isEqualTo(3);
    assertThat(err)
        .hasToString(
            "closewatch: the agent was loaded into process 7 and gave no answer; the standard error"
                + " of that process says why\n");
  }

  @Test
  void optionsThatTheProtocolCannotCarryAreRefused() {
    assertThat(run("attach", "7", "reportDir=/" + "a".repeat(1100))).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("closewatch: the options are too long for an attach (")
        .endsWith(" of 1024 bytes); put them into a file and give config=FILE\n");
    assertThat(agent.commands).isEmpty();
  }

  @Test
  void aJarWhosePathTheJvmWouldCutIsRefused() throws Exception {
    Path odd = Files.createDirectory(dir.resolve("a=b"));
    jar = Files.copy(jar.toPath(), odd.resolve("agent.jar")).toFile();

    assertCannot(
        "report 7", "the JVM cuts the path of an agent at '='; move the jar out of " + odd);
  }

  @Test
  void aRuntimeWithoutTheAttachApiNamesTheJcmdLine() {
    hasApi = false;

    assertThat(run("report", "7", "jmx=false")).isEqualTo(3);
    assertThat(err.toString())
        .endsWith(
            "or load the agent with a JDK's jcmd:\n  jcmd 7 JVMTI.agent_load "
                + jar
                + " '\"!report,file=/tmp/closewatch-7.txt,options=jmx=false\"'\n");
    err.getBuffer().setLength(0);
    assertThat(run("attach", "7")).isEqualTo(3);
    assertThat(err.toString()).endsWith("\n  jcmd 7 JVMTI.agent_load " + jar + "\n");
  }

  @Test
  void withoutProcTheAttachApiIsAskedForTheJvms() throws Exception {
    proc = new FakeProc(dir.resolve("noproc"));
    Files.walk(dir.resolve("noproc"))
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(path -> path.toFile().delete());

    assertThat(run("report", "99")).isZero();
    assertCannot(
        "report 98", "process 98 is not among the JVMs of this user; list them with: jcmd -l");
  }

  private String dynamicLoadingIsOff() {
    return "process 7 does not let agents be loaded (-XX:-EnableDynamicAgentLoading); restart it"
        + " with -XX:+EnableDynamicAgentLoading, or with the agent: -javaagent:"
        + jar;
  }

  private void assertCannot(String arguments, String message) {
    agent.commands.clear();
    err.getBuffer().setLength(0);
    assertThat(run(arguments.split(" "))).isEqualTo(3);
    assertThat(err).hasToString("closewatch: " + message + "\n");
    assertThat(agent.commands).isEmpty();
  }

  private int run(String... args) {
    return run(agent, args);
  }

  private int run(AgentLoading loading, String... args) {
    AgentConnection connection =
        new AgentConnection(proc.root(), temp, jar, OWN_PID, ownUid, () -> hasApi ? loading : null);
    return CommandLineMain.run(
        args, jar, connection, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static int ownerOf(Path path) {
    try {
      return (Integer) Files.getAttribute(path, "unix:uid");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
