package io.closewatch.it;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text report of an agent, and what a script would take from it. */
record AgentReport(String text) {

  /** {@code 1. NOT_CLOSED (likely): 12 sockets at ...}. */
  private static final Pattern FINDING =
      Pattern.compile(
          "^\\d+\\. ([A-Z_]+) \\((certain|likely|suspect|info)\\)(?:: (\\d+))?", Pattern.MULTILINE);

  private static final Pattern TOTALS =
      Pattern.compile(
          "(\\d+) socket descriptors? = (\\d+) in findings \\+ (\\d+) healthy"
              + " \\+ (\\d+) not seen by hooks(?: \\([^)]*\\))?(?: \\+ (\\d+) changed)?");

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
    return matches()
        .filter(match -> match.group(1).equals(kind) && match.group(3) != null)
        .mapToLong(match -> Long.parseLong(match.group(3)))
        .sum();
  }

  /** The text as if lines were as long as it takes. */
  String unwrapped() {
    return text.replaceAll("\\s+", " ");
  }

  /** Where each socket descriptor of the process stands; null if the kernel was not asked. */
  Totals totals() {
    Matcher matcher = TOTALS.matcher(unwrapped());
    return matcher.find()
        ? new Totals(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            number(matcher, 4),
            number(matcher, 5))
        : null;
  }

  private static long number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  /** The terms of a sum that must hold in every report. */
  record Totals(long descriptors, long inFindings, long healthy, long notSeen, long changed) {

    boolean addUp() {
      return descriptors == inFindings + healthy + notSeen + changed;
    }
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
