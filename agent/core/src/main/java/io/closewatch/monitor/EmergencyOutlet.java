package io.closewatch.monitor;

import io.closewatch.report.EmergencyReport;

/** Where emergency reports go. Called on the monitor's own thread. */
public interface EmergencyOutlet {

  /** Does what {@link #write} does, without a trace: its classes must be there before. */
  void rehearse();

  /**
   * Writes a new file and returns its absolute path.
   *
   * @throws IllegalStateException if that is not possible; the message says why
   */
  String write(String text);

  /** A report was written, or could not be. */
  void reported(EmergencyReport report);
}
