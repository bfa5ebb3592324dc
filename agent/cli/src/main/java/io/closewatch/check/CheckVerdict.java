package io.closewatch.check;

import io.closewatch.check.JudgedFinding.Status;
import io.closewatch.diagnosis.Wording;
import java.util.ArrayList;
import java.util.List;

/** The first line of all formats. */
final class CheckVerdict {

  /** One sentence without the name of the program. */
  static String of(CheckResult result) {
    int fresh = result.of(Status.NEW).size();
    List<String> parts = new ArrayList<>();
    switch (result.exitCode()) {
      case CheckResult.LEAKS:
        parts.add(Wording.count(fresh, "new leak") + " in " + reports(result));
        if (result.maxLeaks() > 0) {
          parts.add("more than --max-leaks " + result.maxLeaks());
        }
        others(result, parts);
        if (!result.problems().isEmpty()) {
          parts.add(Wording.count(result.problems().size(), "problem") + " with the data");
        }
        break;
      case CheckResult.NO_DATA:
        parts.add("NO VERDICT - " + problem(result));
        if (fresh > 0) {
          parts.add(Wording.count(fresh, "new leak") + " in what could be read");
        }
        others(result, parts);
        break;
      default:
        parts.add("clean - no new leak in " + reports(result));
        if (fresh > 0) {
          parts.set(
              0,
              "clean - "
                  + Wording.count(fresh, "new leak")
                  + " in "
                  + reports(result)
                  + ", --max-leaks "
                  + result.maxLeaks()
                  + " lets pass");
        }
        others(result, parts);
    }
    return String.join(", ", parts);
  }

  private static String problem(CheckResult result) {
    if (result.problems().size() > 1) {
      return Wording.count(result.problems().size(), "problem") + " with the data";
    }
    Problem only = result.problems().get(0);
    return only.subject() + " " + only.text();
  }

  private static void others(CheckResult result, List<String> parts) {
    add(parts, result.of(Status.KNOWN).size(), "known");
    add(parts, result.of(Status.SUPPRESSED).size(), "suppressed");
    add(parts, result.of(Status.MUTED).size(), "muted");
    long suspects =
        result.of(Status.SUSPECT).stream()
            .filter(judged -> !judged.finding().shown().confidence().equals("INFO"))
            .count();
    if (suspects > 0) {
      parts.add(Wording.count(suspects, "suspect"));
    }
  }

  private static void add(List<String> parts, int number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }

  private static String reports(CheckResult result) {
    return Wording.count(result.reports(), "report");
  }

  private CheckVerdict() {}
}
