package io.closewatch.diagnosis;

import io.closewatch.tracker.Trace;

/** A stack that a finding shows, with a title of its own. Immutable. */
public final class NamedStack {
  private final String title;
  private final Trace trace;
  private final String others;

  /**
   * @param title such as {@code 3 of the 5 leased by thread worker-1}, without colon
   * @param others what is not shown, or ""
   */
  public NamedStack(String title, Trace trace, String others) {
    this.title = title;
    this.trace = trace;
    this.others = others;
  }

  public String title() {
    return title;
  }

  public Trace trace() {
    return trace;
  }

  public String others() {
    return others;
  }
}
