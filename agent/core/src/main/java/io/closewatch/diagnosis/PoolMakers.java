package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.PoolSite;
import io.closewatch.tracker.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A line that makes HTTP pools of one kind, and how these are used. Immutable. */
final class PoolMakers {
  private static final int MIN_POOLS = 5;
  private static final int MAX_LEASES = 2;

  /** Where only time tells that there are ever more, it takes more of them to tell it. */
  private static final int MIN_GROWING = 10;

  private final Frame line;
  private final Trace trace;
  private final PoolKind kind;
  private final @Nullable PoolSite site;
  private final long graceMillis;
  private final List<PoolSnapshot> living;
  private final List<PoolSnapshot> forgotten = new ArrayList<>();

  private PoolMakers(
      Frame line, Trace trace, PoolKind kind, @Nullable PoolSite site, long graceMillis) {
    this.line = line;
    this.trace = trace;
    this.kind = kind;
    this.site = site;
    this.graceMillis = graceMillis;
    this.living = new ArrayList<>();
  }

  /** Those whose line is known. */
  static List<PoolMakers> of(HttpPools pools, Graces graces) {
    Map<List<Object>, PoolMakers> makers = new LinkedHashMap<>();
    for (PoolSite site : pools.sites()) {
      if (site.trace().siteIndex() >= 0) {
        makers.put(
            Arrays.asList(site.frame(), site.kind()),
            new PoolMakers(
                site.frame(), site.trace(), site.kind(), site, graces.closeWaitMillis()));
      }
    }
    for (PoolSnapshot pool : pools.pools()) {
      Frame line = IdleInPool.line(pool);
      Trace created = pool.createdAt();
      if (line != null && created != null && !pool.closed()) {
        makers
            .computeIfAbsent(
                Arrays.asList(line, pool.kind()),
                key -> new PoolMakers(line, created, pool.kind(), null, graces.closeWaitMillis()))
            .add(pool);
      }
    }
    return new ArrayList<>(makers.values());
  }

  private void add(PoolSnapshot pool) {
    living.add(pool);
    if (pool.leasedTotal() > 0
        && pool.leasedTotal() <= MAX_LEASES
        && pool.unusedMillis() > graceMillis) {
      if (!pool.kind().isSingle() || pool.connections().stream().anyMatch(PoolConnection::open)) {
        forgotten.add(pool); // one that has closed its only connection holds nothing
      }
    }
  }

  /**
   * Many that were hardly used and never closed. A line that makes many which are used much is a
   * factory, and one that made all of them long ago too, unless the call that made them used them.
   */
  boolean makesOneForEachRequest() {
    return count() >= MIN_POOLS
        && usedMuch() * 2 <= count()
        && (collected() >= MIN_POOLS || isUsedWithinCall() || isGrowing());
  }

  /** That there are ever more of them may have another reason: one for each tenant, say. */
  Confidence confidence() {
    return collected() >= MIN_POOLS || isUsedWithinCall() ? Confidence.LIKELY : Confidence.SUSPECT;
  }

  private long usedMuch() {
    return living.stream().filter(pool -> pool.leasedTotal() > MAX_LEASES).count();
  }

  /** Most of those whose use is known were used by the call that made them. */
  private boolean isUsedWithinCall() {
    int known = 0;
    int within = 0;
    for (PoolSnapshot pool : forgotten) {
      Trace used = used(pool);
      if (used != null) {
        known++;
        within += isWithinCall(CallSites.of(used)) ? 1 : 0;
      }
    }
    return within >= MIN_POOLS && within * 2 > known;
  }

  /** They were made one after the other up to now, and each was used at once. */
  private boolean isGrowing() {
    long oldest = living.stream().mapToLong(PoolSnapshot::ageMillis).max().orElse(0);
    long late = living.stream().filter(pool -> pool.ageMillis() < oldest / 2).count();
    long atOnce =
        forgotten.stream()
            .filter(pool -> pool.ageMillis() - pool.unusedMillis() <= graceMillis)
            .count();
    return atOnce >= MIN_GROWING && oldest > 2 * graceMillis && late * 3 >= living.size();
  }

  /** Whether the method of a line was running when the pools were made. */
  boolean isWithinCall(@Nullable Frame used) {
    if (used == null) {
      return false;
    }
    List<Frame> frames = trace.frames();
    for (Frame frame : frames.subList(Math.max(0, trace.siteIndex()), frames.size())) {
      if (frame.methodName().equals(used.methodName())
          && frame.className().equals(used.className())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a stack goes through the library whose pools these are, before the application. */
  boolean isThroughLibrary(Trace opened) {
    String library = packageOf(trace.frames().get(0).className());
    int end = opened.siteIndex() < 0 ? opened.frames().size() : opened.siteIndex();
    return opened.frames().subList(0, end).stream()
        .anyMatch(frame -> frame.className().startsWith(library));
  }

  /** The first three parts of a name, such as {@code org.apache.http.}. */
  private static String packageOf(String className) {
    int end = -1;
    for (int i = 0; i < 3 && className.indexOf('.', end + 1) >= 0; i++) {
      end = className.indexOf('.', end + 1);
    }
    return className.substring(0, end + 1);
  }

  /** The stack that used one of them, or null if none is known. */
  @Nullable Trace used() {
    for (PoolSnapshot pool : forgotten) {
      Trace used = used(pool);
      if (used != null) {
        return used;
      }
    }
    return null;
  }

  private static @Nullable Trace used(PoolSnapshot pool) {
    if (pool.usedAt() != null) {
      return pool.usedAt();
    }
    for (PoolConnection connection : pool.connections()) {
      Handling lease = connection.lease();
      SocketSnapshot socket = connection.socket();
      Trace trace = lease != null ? lease.takenAt() : socket != null ? socket.trace() : null;
      if (trace != null && trace.siteIndex() >= 0) {
        return trace;
      }
    }
    return null;
  }

  /** Hardly used, never closed, whether they still live or not. */
  long count() {
    return forgotten.size() + collected();
  }

  private long collected() {
    return site == null ? 0 : site.collected();
  }

  List<PoolSnapshot> forgotten() {
    return forgotten;
  }

  Frame line() {
    return line;
  }

  Trace trace() {
    return trace;
  }

  PoolKind kind() {
    return kind;
  }

  private static String age(OptionalLong millis) {
    return Wording.duration(millis.orElse(0));
  }

  List<String> evidence() {
    List<String> lines = new ArrayList<>();
    if (site != null) {
      lines.add(
          "this line since the agent started: "
              + Wording.count(site.created(), "pool")
              + " made, "
              + site.closed()
              + " closed by code, "
              + site.collected()
              + " collected without close()");
    }
    if (!forgotten.isEmpty()) {
      String oldest = age(forgotten.stream().mapToLong(PoolSnapshot::ageMillis).max());
      String latest = age(forgotten.stream().mapToLong(PoolSnapshot::ageMillis).min());
      lines.add(
          Wording.count(forgotten.size(), "client")
              + (forgotten.size() == 1 ? " lives" : " live")
              + " that nobody uses any more, made "
              + (oldest.equals(latest) ? oldest : oldest + " to " + latest)
              + " ago");
    }
    if (isUsedWithinCall()) {
      lines.add("each was used by the same call that made it");
    } else if (isGrowing()) {
      lines.add("each was used right after it was made, and then never again");
    }
    lines.addAll(PoolText.pools(forgotten.subList(0, Math.min(1, forgotten.size()))));
    return lines;
  }
}
