package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;

/** What the number of a finding is a number of. */
public final class Counted {

  /** {@code 12 sockets}, {@code 5 connections}, {@code 40 clients}, {@code 3 requests}. */
  public static String of(Finding finding) {
    return Wording.count(finding.count(), unit(finding.kind()));
  }

  /** How many descriptors of sockets the finding speaks of. */
  public static long sockets(Finding finding) {
    switch (finding.kind()) {
      case FD_EXHAUSTION:
      case NOT_ACCEPTED:
      case POOL_EXHAUSTED:
        return 0;
      case CLIENT_PER_REQUEST:
        return finding.sockets().size();
      default:
        return finding.count();
    }
  }

  /**
   * What happened at the line that a finding of an HTTP pool names, with a blank at both ends; the
   * other text for the rest.
   */
  public static String at(FindingKind kind, String otherwise) {
    switch (kind) {
      case LEASE_NOT_RETURNED:
        return " leased at ";
      case CLIENT_PER_REQUEST:
        return " made at ";
      case IDLE_IN_POOL:
        return ", pool made at ";
      case POOL_EXHAUSTED:
        return ", look at ";
      default:
        return otherwise;
    }
  }

  /** In the singular: {@code socket}, {@code connection}. */
  static String unit(FindingKind kind) {
    switch (kind) {
      case LEASE_NOT_RETURNED:
      case IDLE_IN_POOL:
      case NOT_ACCEPTED:
        return "connection";
      case CLIENT_PER_REQUEST:
        return "client";
      case POOL_EXHAUSTED:
        return "request";
      case FD_EXHAUSTION:
        return "descriptor";
      default:
        return "socket";
    }
  }

  private Counted() {}
}
