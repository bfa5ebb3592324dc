package io.closewatch.it;

import java.nio.file.Path;

/** One JDK that child JVMs run on. */
record Jdk(int version, Path home) {

  Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
