package io.closewatch.report;

import io.closewatch.diagnosis.FdForecast;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.HistoryPoint;
import io.closewatch.diagnosis.Wording;
import io.closewatch.kernel.FdUsage;
import io.closewatch.report.HtmlChart.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How open sockets, CLOSE_WAIT and descriptors went over the scans: two pictures and a sentence.
 */
final class HtmlTimeline {
  private static final int MAX_POINTS = 500;

  /** A limit that is further away than this is not drawn: the rest would be a flat line. */
  private static final int LIMIT_IN_SIGHT = 10;

  private static final String OPEN = "#3b82f6";
  private static final String CLOSE_WAIT = "#e8590c";
  private static final String USED = "#8b5cf6";
  private static final String LIMIT = "#dc2626";

  private final List<HistoryPoint> points;
  private final FdUsage fds;
  private final String exhaustion;
  private final @Nullable FdForecast forecast;

  private HtmlTimeline(Report report) {
    this.points = thinned(report.history());
    this.fds = report.snapshot().kernel().fds();
    this.exhaustion = exhaustion(report.findings());
    this.forecast =
        exhaustion.isEmpty() ? null : FdForecast.of(report.history(), fds, report.graces());
  }

  static void render(Report report, HtmlWriter out) {
    out.section("timeline", "Timeline");
    HtmlTimeline timeline = new HtmlTimeline(report);
    if (timeline.points.size() < 2) {
      out.line("<p>There is no history yet: it takes two scans.</p>");
    } else {
      out.line("<div class=\"charts\">");
      timeline.sockets(out);
      timeline.descriptors(out);
      out.line("</div>");
    }
    out.endSection();
  }

  private void sockets(HtmlWriter out) {
    List<Line> lines = new ArrayList<>();
    lines.add(line("open", OPEN, HistoryPoint::open));
    if (points.stream().anyMatch(p -> p.closeWait() >= 0)) {
      lines.add(line("in CLOSE_WAIT", CLOSE_WAIT, HistoryPoint::closeWait));
    }
    HtmlChart chart = new HtmlChart("Sockets", first().atMillis(), last().atMillis());
    figure(
        chart,
        lines,
        "Open sockets: "
            + course(HistoryPoint::open)
            + "; in CLOSE_WAIT: "
            + course(HistoryPoint::closeWait)
            + ". "
            + span(),
        out);
  }

  private void descriptors(HtmlWriter out) {
    if (points.stream().noneMatch(p -> p.descriptors() >= 0)) {
      out.line("<p>How many descriptors were used is not known.</p>");
      return;
    }
    List<Line> lines = new ArrayList<>();
    lines.add(line("descriptors used", USED, HistoryPoint::descriptors));
    long end = last().atMillis();
    FdForecast forecast = this.forecast;
    if (forecast != null) {
      long shown = Math.min(forecast.leftMillis(), end - first().atMillis());
      long used = last().descriptors();
      long then = used + Math.round(forecast.perMilli() * shown);
      lines.add(
          Line.of("forecast", USED, new long[] {end, end + shown}, new long[] {used, then})
              .dashed());
      end += shown;
    }
    if (limitInSight()) {
      long[] always = {fds.softLimit(), fds.softLimit()};
      long[] times = {first().atMillis(), end};
      lines.add(Line.of("limit " + fds.softLimit(), LIMIT, times, always));
    }
    HtmlChart chart = new HtmlChart("Descriptors", first().atMillis(), end);
    figure(
        chart,
        lines,
        "Descriptors used: "
            + course(HistoryPoint::descriptors)
            + limit()
            + "."
            + (exhaustion.isEmpty() ? "" : " Forecast: " + exhaustion + "."),
        out);
  }

  private void figure(HtmlChart chart, List<Line> lines, String caption, HtmlWriter out) {
    out.line("<figure>");
    chart.render(lines, caption, out);
    out.element("figcaption", caption).line("").line("</figure>");
  }

  private boolean limitInSight() {
    long most = 0;
    for (HistoryPoint point : points) {
      most = Math.max(most, point.descriptors());
    }
    return isLimited() && (forecast != null || most * LIMIT_IN_SIGHT >= fds.softLimit());
  }

  private boolean isLimited() {
    return fds.softLimit() > 0 && fds.softLimit() != Long.MAX_VALUE;
  }

  private String limit() {
    if (!isLimited()) {
      return "";
    }
    return ", the limit is " + fds.softLimit() + (limitInSight() ? "" : " (far above the picture)");
  }

  /** {@code 3, then 41}, with the maximum where that is neither. */
  private String course(ToIntFunction<HistoryPoint> of) {
    int from = of.applyAsInt(first());
    int to = of.applyAsInt(last());
    int most = points.stream().mapToInt(of).max().orElse(-1);
    if (from < 0 || to < 0) {
      return "not known at all times";
    }
    return from
        + " at first, "
        + (most > Math.max(from, to) ? "at most " + most + ", " : "")
        + to
        + " now";
  }

  private String span() {
    return Wording.count(points.size(), "point")
        + " in "
        + Wording.duration(last().atMillis() - first().atMillis())
        + ".";
  }

  private HistoryPoint first() {
    return points.get(0);
  }

  private HistoryPoint last() {
    return points.get(points.size() - 1);
  }

  private Line line(String name, String color, ToIntFunction<HistoryPoint> of) {
    long[] millis = points.stream().mapToLong(HistoryPoint::atMillis).toArray();
    long[] values = points.stream().mapToLong(of::applyAsInt).toArray();
    return Line.of(name, color, millis, values);
  }

  /** Evenly, the first and the last always among them. */
  private static List<HistoryPoint> thinned(List<HistoryPoint> all) {
    if (all.size() <= MAX_POINTS) {
      return all;
    }
    List<HistoryPoint> points = new ArrayList<>();
    for (int i = 0; i < MAX_POINTS; i++) {
      points.add(all.get((int) ((long) i * (all.size() - 1) / (MAX_POINTS - 1))));
    }
    return points;
  }

  private static String exhaustion(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.kind() == FindingKind.FD_EXHAUSTION) {
        return finding.headline();
      }
    }
    return "";
  }
}
