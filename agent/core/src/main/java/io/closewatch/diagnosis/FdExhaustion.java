package io.closewatch.diagnosis;

import io.closewatch.kernel.FdUsage;
import io.closewatch.tracker.SiteSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The descriptor limit comes near. A consequence: it holds no sockets of its own. */
final class FdExhaustion {
  private static final long URGENT_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final int NEAR_PERCENT = 90;

  private static final int SITES_SHOWN = 3;

  /** A site and what it added. */
  private static final class Growth {
    final SiteSnapshot site;
    final long net;

    Growth(SiteSnapshot site, long net) {
      this.site = site;
      this.net = net;
    }
  }

  /** The forecast, or null if the limit is far, or not known. */
  static @Nullable Finding finding(Snapshot snapshot, Graces graces, Trends trends) {
    FdUsage fds = snapshot.kernel().fds();
    if (!FdForecast.isLimited(fds)) {
      return null;
    }
    FdForecast forecast = FdForecast.of(trends.descriptors(), fds, graces);
    boolean near = fds.used() >= fds.softLimit() / 100.0 * NEAR_PERCENT;
    if (!near && forecast == null) {
      return null;
    }
    long left = forecast == null ? Long.MAX_VALUE : forecast.leftMillis();
    boolean urgent = near || left < URGENT_MILLIS;
    return finding(snapshot, trends, fds, forecast == null ? null : forecast.rise(), left, urgent);
  }

  private static Finding finding(
      Snapshot snapshot,
      Trends trends,
      FdUsage fds,
      @Nullable Rise rise,
      long left,
      boolean urgent) {
    String used = fds.used() + " of " + fds.softLimit() + " descriptors used";
    String percent = fds.used() * 100L / fds.softLimit() + " % of the descriptors are used";
    String forecast = "descriptors run out in about " + Wording.duration(left);
    List<String> evidence = new ArrayList<>();
    evidence.add(
        used
            + ": "
            + fds.sockets()
            + " sockets, "
            + fds.files()
            + " files, "
            + fds.other()
            + " other; hard limit "
            + fds.hardLimit());
    if (rise != null) {
      evidence.add(
          rise.net()
              + " more in the last "
              + Wording.duration(rise.spanMillis())
              + ", about "
              + Wording.rate(rise.perMilli()));
    }
    evidence.addAll(sites(snapshot, trends, rise));
    return new Finding(
            FindingKind.FD_EXHAUSTION,
            urgent ? Confidence.SUSPECT : Confidence.INFO,
            null,
            0,
            Collections.emptyList(),
            rise == null
                ? "The limit is near: " + used + "."
                : "If it goes on like this, " + forecast + ": " + used + ".",
            evidence,
            "At the limit every open fails with \"Too many open files\": accept, connect, files, "
                + "class loading from jars. A process does not recover from that by itself if the "
                + "descriptors are leaked.",
            "Fix the lines that grow, listed here and in the other findings. To gain time, raise the "
                + "limit before it is reached (prlimit --pid PID --nofile=N, as far as the hard "
                + "limit), or restart. If files grow and not sockets, closewatch does not see the "
                + "line: ls -l /proc/PID/fd names the files.")
        .headline(rise == null ? percent : forecast);
  }

  private static List<String> sites(Snapshot snapshot, Trends trends, @Nullable Rise rise) {
    List<Growth> grown = new ArrayList<>();
    for (SiteSnapshot site : snapshot.sites()) {
      long net = rise == null ? site.open() : net(trends.open(site), rise.startMillis());
      if (net > 0) {
        grown.add(new Growth(site, net));
      }
    }
    grown.sort(Comparator.comparingLong((Growth g) -> g.net).reversed());
    List<String> lines = new ArrayList<>();
    for (Growth growth : grown.subList(0, Math.min(SITES_SHOWN, grown.size()))) {
      lines.add(
          (rise == null
                  ? Wording.count(growth.net, "open socket")
                  : Wording.count(growth.net, "more open socket"))
              + " of "
              + growth.site.frame().location());
    }
    if (grown.isEmpty() && rise != null) {
      lines.add("no line that opens sockets has grown: look for files or pipes");
    }
    return lines;
  }

  private static long net(Series open, long sinceMillis) {
    int from = Rise.indexOf(open, sinceMillis);
    int last = open.size() - 1;
    if (last < 0) {
      return 0;
    }
    // A site that came later has no point before: it began with nothing.
    long before = open.millis(0) > sinceMillis ? 0 : open.value(Math.min(from, last));
    return open.value(last) - before;
  }

  private FdExhaustion() {}
}
