package io.closewatch.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JDKs of this run: {@code -Dtest.jdks=8=/path,11=/path}, else those of {@code JAVA8_HOME},
 * {@code JAVA11_HOME}, ... in the environment, else the one that runs the tests. One that was asked
 * for and is missing fails the run; one that was not asked for is left out, and said so.
 */
final class TestJdks {

  private static final List<Integer> SUPPORTED = List.of(8, 11, 17, 21, 25);
  private static final List<Jdk> ALL = find();

  static Stream<Jdk> all() {
    return ALL.stream();
  }

  static Stream<Jdk> since11() {
    return all().filter(jdk -> jdk.version() >= 11);
  }

  static Stream<Jdk> only17() {
    return all().filter(jdk -> jdk.version() == 17);
  }

  static Stream<Jdk> allBut17() {
    return all().filter(jdk -> jdk.version() != 17);
  }

  /** 8, 11 and 17 have a SecurityManager; later ones refuse or ignore it. */
  static Stream<Jdk> withSecurityManager() {
    return all().filter(jdk -> jdk.version() <= 17);
  }

  /** The oldest and the newest: for tests whose subject does not differ between JDKs. */
  static Stream<Jdk> oldestAndNewest() {
    return Stream.of(ALL.get(0), ALL.get(ALL.size() - 1)).distinct();
  }

  private static List<Jdk> find() {
    String requested = System.getProperty("test.jdks", "");
    List<Jdk> found = requested.isEmpty() ? ofEnvironment() : parse(requested);
    for (Jdk jdk : found) {
      if (!Files.isExecutable(jdk.tool("java"))) {
        throw new IllegalStateException(jdk + " was asked for, but is not at " + jdk.home());
      }
    }
    for (int version : SUPPORTED) {
      if (found.stream().noneMatch(jdk -> jdk.version() == version)) {
        System.out.println("integration tests: JDK " + version + " was not given and is left out");
      }
    }
    return found;
  }

  private static List<Jdk> parse(String requested) {
    List<Jdk> jdks = new ArrayList<>();
    for (String entry : requested.split(",")) {
      int equals = entry.indexOf('=');
      int version = Integer.parseInt(entry.substring(0, equals));
      jdks.add(new Jdk(version, Path.of(entry.substring(equals + 1))));
    }
    return jdks;
  }

  private static List<Jdk> ofEnvironment() {
    List<Jdk> jdks = new ArrayList<>();
    for (int version : SUPPORTED) {
      String home = System.getenv("JAVA" + version + "_HOME");
      if (home != null) {
        jdks.add(new Jdk(version, Path.of(home)));
      }
    }
    if (jdks.isEmpty()) {
      jdks.add(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"))));
    }
    return jdks;
  }

  private TestJdks() {}
}
