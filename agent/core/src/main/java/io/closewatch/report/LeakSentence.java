package io.closewatch.report;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the verdict says of leaks: how many places, and the worst of them. Immutable. */
final class LeakSentence {
  private final String text;
  private final String location;

  private LeakSentence(String text, String location) {
    this.text = text;
    this.location = location;
  }

  /** Of a report that has leaks. */
  static LeakSentence of(Report report) {
    List<Finding> leaks = leaks(report);
    Set<Object> places = new HashSet<>();
    boolean linesKnown = true;
    for (Finding leak : leaks) {
      places.add(place(leak));
      linesKnown &= leak.fixAt() != null;
    }
    Finding worst = leaks.get(0);
    return new LeakSentence(
        howMany(places.size(), linesKnown ? "line" : "place", worst)
            + what(worst, report.snapshot().sockets().size())
            + where(worst),
        location(worst));
  }

  /** Up to the location. */
  String text() {
    return text;
  }

  /** The location of the worst, or "". */
  String location() {
    return location;
  }

  /** Requests that get no connection tell of a leak elsewhere, if there is one. */
  private static List<Finding> leaks(Report report) {
    List<Finding> causes = new ArrayList<>();
    List<Finding> symptoms = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (finding.confidence().isLeak()) {
        (finding.kind() == FindingKind.POOL_EXHAUSTED ? symptoms : causes).add(finding);
      }
    }
    return causes.isEmpty() ? symptoms : causes;
  }

  /** Two handlers of one accept line are two places. */
  private static Object place(Finding finding) {
    SiteSnapshot site = finding.site();
    Frame fixAt = finding.fixAt();
    if (site == null) {
      return fixAt == null ? finding.key() : fixAt;
    }
    return fixAt != null && finding.handledAt() != null ? fixAt : site.frame();
  }

  /** A line that nobody reads at, or accepts at, leaks nothing itself. */
  private static String howMany(int places, String noun, Finding worst) {
    boolean stuck = !worst.headline().isEmpty() || worst.kind() == FindingKind.POOL_EXHAUSTED;
    if (places == 1) {
      return stuck ? "" : "1 " + noun + " leaks sockets: ";
    }
    return places + (stuck ? " faults, the worst: " : " " + noun + "s leak sockets, the worst: ");
  }

  private static String what(Finding finding, int open) {
    if (!finding.headline().isEmpty()) {
      return finding.headline();
    }
    long count = finding.count();
    boolean one = count == 1;
    String sockets = count + " of " + Wording.count(open, "open socket");
    switch (finding.kind()) {
      case NOT_CLOSED:
        return sockets + (one ? " waits" : " wait") + " for close()";
      case UNREACHABLE:
        return sockets + (one ? " was" : " were") + " dropped without close()";
      case CLOSED_NOT_RELEASED:
        return sockets + (one ? " is" : " are") + " still held after close()";
      case DEAD_NOT_CLOSED:
        return sockets + (one ? " has" : " have") + " no connection and no close()";
      case HALF_CLOSED:
        return sockets + (one ? " is" : " are") + " half closed without close()";
      case CLOSED_BY_GC:
        SiteSnapshot site = finding.site();
        return count
            + " of "
            + Wording.count(site == null ? count : site.opened(), "socket")
            + (one ? " was" : " were")
            + " closed only by the garbage collector,";
      case LEASE_NOT_RETURNED:
        return Wording.count(count, "connection") + " leased and never given back";
      case CLIENT_PER_REQUEST:
        return Wording.count(count, "HTTP client") + " never closed,";
      case POOL_EXHAUSTED:
        return Wording.count(count, "request") + " got no connection of an HTTP pool";
      default:
        return finding.summary();
    }
  }

  /** What stands between the fault and the location. */
  private static String where(Finding finding) {
    if (finding.fixAt() != null) {
      if (finding.headline().isEmpty() && finding.fixAt().equals(finding.handledAt())) {
        return ", handled in ";
      }
      return preposition(finding);
    }
    SiteSnapshot site = finding.site();
    if (site == null) {
      return "";
    }
    if (site.kind().role() == Role.CLIENT) {
      return ", opened by a library's own thread in ";
    }
    String ports = Wording.localPorts(finding.sockets());
    return (ports.isEmpty() ? "" : " by the code that handles " + ports + ",") + " accepted in ";
  }

  private static String preposition(Finding finding) {
    boolean noHeadline = finding.headline().isEmpty();
    switch (finding.kind()) {
      case CLOSED_BY_GC:
        return " opened in ";
      case CLIENT_PER_REQUEST:
        return noHeadline ? " made in " : " in ";
      case POOL_EXHAUSTED:
        return ", look at ";
      default:
        return " in ";
    }
  }

  private static String location(Finding finding) {
    Frame fixAt = finding.fixAt();
    SiteSnapshot site = finding.site();
    return fixAt != null ? fixAt.location() : site == null ? "" : site.frame().location();
  }
}
