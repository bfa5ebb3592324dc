package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of {@link Benchmarks}. */
final class BenchmarkOptions {
  static final String USAGE =
      "java -cp agent/benchmarks/target/classes io.closewatch.benchmarks.Benchmarks [options]\n"
          + "  --jdk HOME             a JDK that runs the children; again for more (default: this one)\n"
          + "  --agent JAR[=options]  an agent, of any maker; again for more; 'none' shows the noise\n"
          + "                         (default: "
          + "agent/javaagent/target/closewatch-agent.jar)\n"
          + "  --only NAME,NAME       some benchmarks only\n"
          + "  --rounds N             rounds with fresh JVMs (default: 5)\n"
          + "  --quick                one round, a tenth of the work: does it run at all?\n"
          + "benchmarks: ";

  private static final String DEFAULT_AGENT = "agent/javaagent/target/closewatch-agent.jar";
  private static final int DEFAULT_ROUNDS = 5;

  private final List<String> jdkHomes = new ArrayList<>();
  private final List<String> agents = new ArrayList<>();
  private List<Trial> benchmarks = Catalogue.ALL;
  private int rounds = DEFAULT_ROUNDS;
  private boolean quick;

  private BenchmarkOptions() {}

  static BenchmarkOptions parse(String... arguments) {
    BenchmarkOptions options = new BenchmarkOptions();
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      options.read(rest.next(), rest);
    }
    if (options.jdkHomes.isEmpty()) {
      options.jdkHomes.add(System.getProperty("java.home"));
    }
    if (options.agents.isEmpty()) {
      options.agents.add(DEFAULT_AGENT);
    }
    return options;
  }

  static String usage() {
    return USAGE + Catalogue.ALL.stream().map(Trial::name).collect(Collectors.joining(", "));
  }

  private void read(String option, Iterator<String> rest) {
    switch (option) {
      case "--jdk":
        jdkHomes.add(value(option, rest));
        break;
      case "--agent":
        agents.add(value(option, rest));
        break;
      case "--only":
        benchmarks = named(value(option, rest));
        break;
      case "--rounds":
        rounds = positive(value(option, rest));
        break;
      case "--quick":
        quick = true;
        break;
      default:
        throw new UsageException("unknown option " + option);
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new UsageException(option + " needs a value");
    }
    return rest.next();
  }

  private static int positive(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new UsageException("--rounds needs a number from 1 to 9999, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static List<Trial> named(String names) {
    List<Trial> chosen = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      chosen.add(
          Catalogue.ALL.stream()
              .filter(trial -> trial.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new UsageException("no benchmark is called " + name)));
    }
    return chosen;
  }

  List<Jdk> jdks() throws IOException {
    List<Jdk> jdks = new ArrayList<>();
    for (String home : jdkHomes) {
      jdks.add(Jdk.at(home));
    }
    return jdks;
  }

  List<JavaAgent> agents() {
    return agents.stream().map(JavaAgent::parse).collect(Collectors.toList());
  }

  List<Trial> benchmarks() {
    return benchmarks;
  }

  Effort effort() {
    return new Effort(quick ? 1 : rounds, quick);
  }
}
