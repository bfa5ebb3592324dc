package io.closewatch.it;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text report of an agent, and what a script would take from it. */
record AgentReport(String text) {

  private static final Pattern KIND =
      Pattern.compile(
          "\\b(NOT_CLOSED|UNREACHABLE|CLOSED_NOT_RELEASED|DEAD_NOT_CLOSED|HALF_CLOSED|CLOSED_BY_GC"
              + "|UNATTRIBUTED)\\b");

  String verdict() {
    return text.lines().findFirst().orElse("");
  }

  /** Every finding kind that the text names. */
  Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    Matcher matcher = KIND.matcher(text);
    while (matcher.find()) {
      kinds.add(matcher.group());
    }
    return kinds;
  }

  @Override
  public String toString() {
    return text;
  }
}
