package io.closewatch.report;

import java.io.IOException;

/** One way to write a report into a file. Stateless. */
public interface ReportFormat {

  /** As in the option {@code report}. */
  String name();

  /** How its files end, with the dot. */
  String suffix();

  /** Writes the whole report; does not close {@code out}. */
  void render(Report report, Appendable out) throws IOException;
}
