package io.closewatch.it;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text report of an agent, and what a script would take from it. */
record AgentReport(String text) {

  /** {@code 1. NOT_CLOSED (likely): 12 sockets at ...}. */
  private static final Pattern FINDING =
      Pattern.compile(
          "^\\d+\\. ([A-Z_]+) \\((certain|likely|suspect|info)\\)(?:: (\\d+))?",
          Pattern.MULTILINE);

  String verdict() {
    return text.lines().findFirst().orElse("");
  }

  /** Kinds of all findings, in the order of the report. */
  List<String> findings() {
    return matches().map(match -> match.group(1)).toList();
  }

  /** Kinds of the findings that are leaks to a gate. */
  List<String> leaks() {
    return matches()
        .filter(match -> match.group(2).equals("certain") || match.group(2).equals("likely"))
        .map(match -> match.group(1))
        .toList();
  }

  /** Sockets of all findings of a kind, as the head lines say. */
  long count(String kind) {
    return 0;
  }

  Set<String> kinds() {
    return new TreeSet<>(findings());
  }

  private Stream<MatchResult> matches() {
    return FINDING.matcher(text).results();
  }

  @Override
  public String toString() {
    return text;
  }
}
