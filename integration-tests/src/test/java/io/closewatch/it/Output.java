package io.closewatch.it;

import java.util.List;

/** What a process that has ended left behind. */
record Output(int exitCode, List<String> stdout, List<String> stderr) {

  String text() {
    return "exit code " + exitCode + "\nstdout: " + stdout + "\nstderr: " + stderr;
  }
}
