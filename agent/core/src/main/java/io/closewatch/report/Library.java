package io.closewatch.report;

import org.jspecify.annotations.Nullable;

/** The jar that a class was loaded from. Immutable. */
public final class Library {
  private final String jar;
  private final String name;
  private final String version;

  /**
   * @param jar the file's name, {@code acme-http-1.9.0.jar}
   * @param name what the library is called, {@code acme-http}
   * @param version {@code 1.9.0}, or "" if unknown
   */
  public Library(String jar, String name, String version) {
    this.jar = jar;
    this.name = name;
    this.version = version;
  }

  public String jar() {
    return jar;
  }

  String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /** {@code acme-http 1.9.0 (acme-http-1.9.0.jar)}. */
  @Override
  public String toString() {
    return name + (version.isEmpty() ? "" : " " + version) + " (" + jar + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Library
        && jar.equals(((Library) other).jar)
        && version.equals(((Library) other).version);
  }

  @Override
  public int hashCode() {
    return jar.hashCode() * 31 + version.hashCode();
  }
}
