package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns one snapshot into findings. A pure function: the same snapshot gives the same findings. A
 * socket stands in one finding only, that of the first rule that holds, and the rules are ordered
 * from the most specific one on.
 */
public final class Diagnosis {
  static final Comparator<Finding> HEAVIEST_FIRST =
      Comparator.comparing(Finding::confidence)
          .thenComparing(Finding::count, Comparator.reverseOrder())
          .thenComparing(Finding::kind)
          .thenComparing(Finding::key);

  /**
   * The findings, heaviest first: certain before likely before informative, then by count.
   *
   * @param trends what earlier scans say of growth
   */
  public static List<Finding> of(Snapshot snapshot, Graces graces, Trends trends) {
    PooledSockets pooled = PooledSockets.of(snapshot.pools());
    PoolFindings ofPools = PoolFindings.of(snapshot, graces);
    List<Finding> findings = new ArrayList<>(ofPools.findings());
    findings.addAll(judge(snapshot.sockets(), rules(snapshot, graces), snapshot, graces));
    if (snapshot.kernel().isAvailable()) {
      findings.addAll(NotAccepted.findings(snapshot, graces, trends));
    }
    for (SiteSnapshot site : snapshot.sites()) {
      if (site.closedByGc() > 0 && !ofPools.explain(site)) {
        findings.add(ClosedByGc.finding(site));
      }
    }
    Finding unattributed = Unattributed.finding(snapshot, pooled);
    if (unattributed != null) {
      findings.add(unattributed);
    }
    findings.addAll(Growing.findings(snapshot, graces, trends, pooled, findings));
    Finding exhaustion = FdExhaustion.finding(snapshot, graces, trends);
    if (exhaustion != null) {
      findings.add(exhaustion);
    }
    findings.replaceAll(snapshot.tests()::name);
    findings.sort(HEAVIEST_FIRST);
    return Collections.unmodifiableList(findings);
  }

  /** One finding for each rule, line and handler. */
  static List<Finding> judge(
      List<SocketSnapshot> sockets, List<SocketRule> rules, Snapshot snapshot, Graces graces) {
    List<Finding> findings = new ArrayList<>();
    groups(sockets, graces, rules, PooledSockets.of(snapshot.pools()))
        .forEach(
            (key, group) ->
                findings.add(
                    key.rule
                        .finding(new SocketGroup(group, snapshot.sockets().size()))
                        .handledAt(key.handledAt)));
    return findings;
  }

  private static List<SocketRule> rules(Snapshot snapshot, Graces graces) {
    List<SocketRule> rules = new ArrayList<>();
    rules.add(new ClosedNotReleased());
    rules.add(new Unreachable());
    if (snapshot.kernel().isAvailable()) {
      Readers readers = Readers.of(snapshot, graces);
      rules.add(new NotRead(readers));
      rules.add(new NotClosed(readers, snapshot.asyncRequests(), graces.closeWaitMillis()));
      rules.add(new HalfClosed());
      rules.add(new DeadNotClosed());
      rules.add(new StuckRead(readers));
    }
    return rules;
  }

  private static Map<GroupKey, List<SocketSnapshot>> groups(
      List<SocketSnapshot> sockets, Graces graces, List<SocketRule> rules, PooledSockets pooled) {
    Map<GroupKey, List<SocketSnapshot>> groups = new LinkedHashMap<>();
    for (SocketSnapshot socket : sockets) {
      if (socket.trace().isInJdkInitializer()) {
        continue;
      }
      boolean isPooled = pooled.contains(socket);
      for (SocketRule rule : rules) {
        if ((!isPooled || rule.judgesPooled()) && rule.holds(socket, graces)) {
          groups
              .computeIfAbsent(
                  new GroupKey(rule, socket.site(), rule.handledAt(socket)),
                  key -> new ArrayList<>())
              .add(socket);
          break;
        }
      }
    }
    return groups;
  }

  /** One cause at one line, and one handler of the sockets. */
  private static final class GroupKey {
    final SocketRule rule;
    final SiteId site;
    final @Nullable Frame handledAt;

    GroupKey(SocketRule rule, SiteSnapshot site, @Nullable Frame handledAt) {
      this.rule = rule;
      this.site = SiteId.of(site);
      this.handledAt = handledAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GroupKey
          && rule == ((GroupKey) other).rule
          && site.equals(((GroupKey) other).site)
          && Objects.equals(handledAt, ((GroupKey) other).handledAt);
    }

    @Override
    public int hashCode() {
      return Objects.hash(System.identityHashCode(rule), site, handledAt);
    }
  }

  private Diagnosis() {}
}
