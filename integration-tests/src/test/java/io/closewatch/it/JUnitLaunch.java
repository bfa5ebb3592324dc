package io.closewatch.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs test classes of src/main/java in a child JVM, with the console launcher of one JUnit. */
record JUnitLaunch(Jdk jdk, String version) {

  private static final String V5 = "5.14.4";
  private static final String V6 = "6.1.3"; // needs 17

  private static final Pattern RESULT = Pattern.compile(".* > ([^>]+) :: ([A-Z]+)");

  /**
   * What became of the tests.
   *
   * @param results of each test, and of each class that failed as a whole, by its display name
   * @param failures the text of each failure, by the same name
   */
  record Result(Output output, Map<String, String> results, Map<String, String> failures) {}

  static Stream<JUnitLaunch> all() {
    return TestJdks.all()
        .filter(jdk -> List.of(8, 17, 25).contains(jdk.version()))
        .flatMap(
            jdk ->
                Stream.of(V5, V6)
                    .filter(version -> version.equals(V5) || jdk.version() >= 17)
                    .map(version -> new JUnitLaunch(jdk, version)));
  }

  static Stream<JUnitLaunch> on8() {
    return all().filter(launch -> launch.jdk().version() == 8);
  }

  /** For what does not differ between versions of JUnit. */
  static Stream<JUnitLaunch> newestOfEachJdk() {
    return all().filter(launch -> launch.version().equals(V6) || launch.jdk().version() < 17);
  }

  /** For what does not differ between versions. */
  static Stream<JUnitLaunch> newest() {
    return all().skip(all().count() - 1);
  }

  /** To be given the agent, or its jar on the class path. */
  AgentJvm jvm(String... testClasses) {
    List<String> arguments =
        new ArrayList<>(
            List.of("execute", "--disable-banner", "--disable-ansi-colors", "--details=testfeed"));
    for (String testClass : testClasses) {
      arguments.add("--select-class=io.closewatch.probes." + testClass);
    }
    return AgentJvm.on(jdk)
        .classPath(Build.PROBES, PoolSet.jars("junit-" + version))
        .program("org.junit.platform.console.ConsoleLauncher", arguments.toArray(String[]::new));
  }

  Result run(AgentJvm jvm) {
    Output output = jvm.run();
    Map<String, String> results = new TreeMap<>();
    Map<String, String> failures = new TreeMap<>();
    String current = "";
    for (String line : output.stdout()) {
      Matcher matcher = RESULT.matcher(line);
      if (matcher.matches()) {
        current = matcher.group(1);
        if (!matcher.group(2).equals("STARTED")) {
          results.put(current, matcher.group(2));
        }
      } else if (line.startsWith("\t")) {
        failures.merge(current, line.substring(1), (text, more) -> text + "\n" + more);
      } else {
        current = "";
      }
    }
    return new Result(output, results, failures);
  }

  @Override
  public String toString() {
    return jdk + " JUnit " + version;
  }
}
