package io.closewatch.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.List;

/** What children run with: an agent, or nothing. */
final class JavaAgent {
  /** No agent: the baseline, and as a further configuration the measure of the noise. */
  static final JavaAgent NONE = new JavaAgent("none", Collections.emptyList());

  private static final String OWN_JAR = "closewatch-agent.jar";

  private final String label;
  private final List<String> arguments;

  private JavaAgent(String label, List<String> arguments) {
    this.label = label;
    this.arguments = arguments;
  }

  /** From {@code JAR[=options]} or {@code none}. */
  static JavaAgent parse(String argument) {
    if (argument.equals(NONE.label)) {
      return NONE;
    }
    int equals = argument.indexOf('=');
    Path jar = Paths.get(equals < 0 ? argument : argument.substring(0, equals)).toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new UsageException("no agent jar at " + jar);
    }
    String options = equals < 0 ? "" : argument.substring(equals);
    String name = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    return new JavaAgent(name + options, Collections.singletonList("-javaagent:" + jar + options));
  }

  String label() {
    return label;
  }

  List<String> arguments() {
    return arguments;
  }

  /** Whether its scan MBean is to be waited for. */
  boolean isOwn() {
    return arguments.stream().anyMatch(argument -> argument.contains(OWN_JAR));
  }
}
