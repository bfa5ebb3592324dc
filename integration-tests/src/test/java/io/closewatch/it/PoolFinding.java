package io.closewatch.it;

import java.util.List;
import java.util.regex.Pattern;

/** Reads the findings of pools from a report. */
final class PoolFinding {

  /** {@code 1. LEASE_NOT_RETURNED (certain): 3 connections leased at com.acme.C.get(C.java:42)}. */
  private static final Pattern HEAD =
      Pattern.compile(
          "^ *\\d+\\. ([A-Z_]+) \\(([a-z]+)\\):\\s(\\d+)\\s[^(\\n]*\\n?[^(\\n]*\\((\\w+\\.java:\\d+)\\)$",
          Pattern.MULTILINE);

  /** {@code LEASE_NOT_RETURNED certain 3 C.java:42}, in alphabetical order. */
  static List<String> in(AgentReport report) {
    return HEAD.matcher(report.text())
        .results()
        .map(head -> String.join(" ", head.group(1), head.group(2), head.group(3), head.group(4)))
        .sorted()
        .toList();
  }

  private PoolFinding() {}
}
