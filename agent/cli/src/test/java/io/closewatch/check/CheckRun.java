package io.closewatch.check;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs the verb as the command line would, in a directory of the test's choice. */
final class CheckRun {
  static final LocalDate TODAY = LocalDate.of(2026, 9, 21);

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final Map<String, String> environment = new HashMap<>();
  private final Path base;

  CheckRun(Path base) {
    this.base = base;
  }

  int check(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new CheckCommand(base, environment::get, TODAY))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setParameterExceptionHandler(
            (e, args) -> {
              err.write("closewatch: " + e.getMessage() + "\n");
              return 2;
            })
        .execute(arguments);
  }

  String firstLine() {
    return out.toString().lines().findFirst().orElse("");
  }
}
