package io.closewatch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the build put what the tests start; the paths come from the pom. */
final class Build {

  static final Path AGENT_JAR = path("closewatch.agent");
  static final Path PROBES = path("closewatch.probes");
  static final Path PROBES_11 = PROBES.resolve("META-INF/versions/11");

  private static final Path MODULE = PROBES.resolve("../..").normalize();
  private static final Path SAMPLES = path("closewatch.samples");
  private static final Path SAMPLE_PACKAGE = Path.of("src/main/java/io/closewatch/samples");
  private static final Path LIBRARIES = path("closewatch.libraries");
  private static final Path WORKSPACE = path("closewatch.workspace");

  static Path sampleClasses(String sample) {
    return sampleModule(sample).resolve("target/classes");
  }

  /** A class path entry for the java launcher: all jars that the samples of this module use. */
  static Path sampleLibraries(String sample) {
    return sampleModule(sample).resolve("target/lib/*");
  }

  /** Of a sample, such as {@code Crawler} or {@code httpclient4.Crawler}. */
  static Path sampleSource(String sample) {
    return sampleModule(sample).resolve(SAMPLE_PACKAGE).resolve(sample.replace('.', '/') + ".java");
  }

  /** One with a package of its own is in the only module that has this package. */
  private static Path sampleModule(String sample) {
    int dot = sample.indexOf('.');
    if (dot < 0) {
      return SAMPLES;
    }
    Path sources = SAMPLE_PACKAGE.resolve(sample.substring(0, dot));
    try (Stream<Path> modules = Files.list(SAMPLES)) {
      return modules
          .filter(module -> Files.isDirectory(module.resolve(sources)))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path root() {
    return SAMPLES.getParent();
  }

  /** The source of a program in this module's src/main/java. */
  static Path probeSource(String probe) {
    return MODULE.resolve("src/main/java/io/closewatch/probes/" + probe + ".java");
  }

  static Path probe11Source(String probe) {
    return MODULE.resolve("src/main/java11/io/closewatch/probes/" + probe + ".java");
  }

  /** Of the library that samples use. */
  static Path sampleLibrarySource(String type) {
    return SAMPLES.resolve("fetch-library/src/main/java/com/example/fetch/" + type + ".java");
  }

  static Path sampleReadme() {
    return SAMPLES.resolve("README.md");
  }

  /** A project of a user's, as it is in the repository. */
  static Path project(String name) {
    return MODULE.resolve("src/test/projects/" + name);
  }

  /** A folder of jars. */
  static Path libraries(String set) {
    return LIBRARIES.resolve(set);
  }

  static Path library(String name) {
    return LIBRARIES.resolve(name + ".jar");
  }

  /** A new, empty directory below the module's build directory. */
  static Path newDirectory(String name) {
    try {
      return Files.createTempDirectory(Files.createDirectories(WORKSPACE), name + "-");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property)).normalize();
  }

  private Build() {}
}
