package io.closewatch.report;

import io.closewatch.diagnosis.PoolConnection.PoolState;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.Wording;
import io.closewatch.tracker.FailedLease;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One HTTP connection pool: figures in the first line, then who holds what, and where it leads. */
final class PoolText {
  private static final String INDENT = "    ";
  private static final int LINES_SHOWN = 3;
  private static final int ROUTES_SHOWN = 3;
  private static final int LABEL_WIDTH = 11;
  private static final int NAME_LENGTH = 60;
  private static final int ROUTE_LENGTH = 60;

  private final PoolFigures figures;
  private final PoolSnapshot pool;
  private final List<PoolFact> facts = new ArrayList<>();

  private PoolText(PoolFigures figures) {
    this.figures = figures;
    this.pool = figures.pool();
  }

  /** The whole block. */
  static void render(PoolFigures figures, Lines lines) {
    head(figures, lines);
    for (PoolFact fact : facts(figures)) {
      String label = INDENT + fact.label() + Lines.spaces(LABEL_WIDTH - fact.label().length());
      lines.prose(label, fact.text());
    }
  }

  /** The first line alone. */
  static void head(PoolFigures figures, Lines lines) {
    lines.prose("  ", INDENT, name(figures) + ": " + figures(figures));
  }

  static String name(PoolFigures figures) {
    return cut(figures.pool().name(), NAME_LENGTH);
  }

  /** What the first line says behind the name. */
  static String figures(PoolFigures figures) {
    PoolSnapshot pool = figures.pool();
    boolean known = pool.leased() >= 0;
    boolean waiting = pool.pending() > 0 && pool.pendingMillis() > 0;
    return (known ? "" : "at least ")
        + counts(figures.leased(), pool.max(), pool.available(), pool.pending())
        + (waiting ? " for " + Wording.duration(pool.pendingMillis()) : "")
        + (pool.max() == 0 ? ", no limit" : "")
        + (pool.closed() ? ", pool closed" : "");
  }

  /** All that follows the first line. */
  static List<PoolFact> facts(PoolFigures figures) {
    PoolText text = new PoolText(figures);
    text.leases();
    text.troubles();
    text.routes();
    text.eviction();
    text.origin();
    return text.facts;
  }

  private void fact(String label, String text) {
    facts.add(new PoolFact(label, text));
  }

  private void leases() {
    List<LeaseLine> all = figures.leaseLines();
    int rest = figures.leased();
    for (LeaseLine line : all.subList(0, Math.min(LINES_SHOWN, all.size()))) {
      String several = line.count() > 1 ? " the oldest" : "";
      String age =
          line.oldestMillis() < 0
              ? ""
              : "," + several + " " + Wording.duration(line.oldestMillis()) + " ago";
      String label = rest == figures.leased() ? "leased at" : "";
      located(label, line.location(), "x" + line.count() + age);
      rest -= line.count();
    }
    if (!all.isEmpty() && rest > 0) {
      fact("", "and " + rest + " more at other lines");
    }
  }

  private void troubles() {
    if (!pool.problem().isEmpty()) {
      fact("problem", pool.problem());
    }
    if (pool.lockBusy()) {
      fact(
          "problem",
          "pool lock busy: somebody held it while the scan waited; figures may not fit together");
    }
    if (pool.timedOutTotal() > 0) {
      fact("timed out", Wording.count(pool.timedOutTotal(), "lease") + lastFailure());
    }
    int dead = figures.leasedWithoutConnection();
    states("leased", PoolState.LEASED, dead == 0 ? "" : dead + " without open connection");
    states("available", PoolState.IDLE, ghosts(figures.ghosts()));
    if (pool.leasedTwice() > 0) {
      String twice = Wording.count(pool.leasedTwice(), "connection");
      fact(
          "problem",
          twice
              + " lent again without having come back: the pool is broken, or a release was not seen");
    }
    if (pool.lostToGc() > 0) {
      String lost = Wording.count(pool.lostToGc(), "leased connection");
      fact("lost", lost + ", found by the garbage collector");
    }
  }

  private static String ghosts(int ghosts) {
    return ghosts == 0
        ? ""
        : ghosts == 1
            ? "1 ghost (closed, but counts against max)"
            : ghosts + " ghosts (closed, but count against max)";
  }

  private String lastFailure() {
    List<FailedLease> failures = pool.failures();
    if (failures.isEmpty()) {
      return "";
    }
    long ago = pool.nowNanos() - failures.get(failures.size() - 1).atNanos();
    return ", the last " + Wording.duration(TimeUnit.NANOSECONDS.toMillis(ago)) + " ago";
  }

  private void states(String label, PoolState state, String dead) {
    int waiting = figures.inCloseWait(state);
    String text = waiting == 0 ? "" : waiting + " in CLOSE_WAIT";
    text += text.isEmpty() || dead.isEmpty() ? dead : ", " + dead;
    if (!text.isEmpty()) {
      fact(label, text);
    }
  }

  private void routes() {
    List<RouteFigures> all = figures.routes();
    List<RouteFigures> shown = all.subList(0, Math.min(ROUTES_SHOWN, all.size()));
    for (RouteFigures figure : shown) {
      PoolRoute route = figure.route();
      String peer = figure.peer().isEmpty() ? "" : ", peer " + figure.peer();
      fact(
          "route",
          counts(route.leased(), route.max(), route.available(), route.pending())
              + ": "
              + Lines.unbroken(cut(route.route(), ROUTE_LENGTH))
              + peer);
    }
    if (all.size() > shown.size()) {
      fact("", "and " + Wording.count(all.size() - shown.size(), "more route"));
    }
  }

  private void eviction() {
    fact(
        "eviction",
        pool.evictedMillis() < 0
            ? "never since the agent came"
            : "last " + Wording.duration(pool.evictedMillis()) + " ago");
  }

  private void origin() {
    String made = figures.createdAt();
    String library = pool.library().isEmpty() ? "library not known" : pool.library();
    located(
        "made at",
        made.isEmpty() ? "not known: before the agent came" : made,
        "(" + cut(library, NAME_LENGTH) + ")");
  }

  /** A location and a note to it, each on one line; below each other if they are too long. */
  private void located(String label, String location, String note) {
    fact(label, Lines.unbroken(location) + " " + Lines.unbroken(note));
  }

  /** As the pool itself counts; what is not known is left out. */
  private static String counts(int leased, int max, int available, int pending) {
    StringBuilder text = new StringBuilder(leased < 0 ? "?" : String.valueOf(leased));
    text.append(max > 0 ? " of " + max : "").append(" leased");
    text.append(available < 0 ? "" : ", " + available + " available");
    text.append(pending < 0 ? "" : ", " + pending + " pending");
    return text.toString();
  }

  private static String cut(String text, int length) {
    String safe = PlainText.of(text);
    return safe.length() <= length ? safe : safe.substring(0, length - 3) + "...";
  }
}
