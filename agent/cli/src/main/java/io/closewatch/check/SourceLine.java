package io.closewatch.check;

/** A line in a file of the project. Immutable. */
final class SourceLine {
  private final String path;
  private final boolean inProject;
  private final int line;

  SourceLine(String path, boolean inProject, int line) {
    this.path = path;
    this.inProject = inProject;
    this.line = line;
  }

  /** With slashes: relative to the project, or absolute if it lies elsewhere. */
  String path() {
    return path;
  }

  boolean isInProject() {
    return inProject;
  }

  /** At least 1: all formats want a line. */
  int line() {
    return line;
  }
}
