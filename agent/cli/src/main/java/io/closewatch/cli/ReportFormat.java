package io.closewatch.cli;

import io.closewatch.config.AttachCommand.Verb;

/** How a report can be printed; in whatever case the user types it. */
enum ReportFormat {
  TEXT(Verb.REPORT),
  HTML(Verb.REPORT_HTML),
  JSON(Verb.REPORT_JSON);

  private final Verb verb;

  ReportFormat(Verb verb) {
    this.verb = verb;
  }

  /** The command that asks an agent for it. */
  Verb verb() {
    return verb;
  }
}
