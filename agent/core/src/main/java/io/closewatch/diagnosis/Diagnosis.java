package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final List<SocketRule> RULES =
      Collections.unmodifiableList(
          Arrays.asList(
              new ClosedNotReleased(),
              new Unreachable(),
              new NotClosed(),
              new HalfClosed(),
              new DeadNotClosed()));

  /** The rules that rest on the hooks alone. */
  private static final List<SocketRule> RULES_WITHOUT_KERNEL = RULES.subList(0, 2);

  private static final Comparator<Finding> HEAVIEST_FIRST =
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
    List<Finding> findings = new ArrayList<>();
    List<SocketRule> rules = snapshot.kernel().isAvailable() ? RULES : RULES_WITHOUT_KERNEL;
    groups(snapshot, graces, rules)
        .forEach(
            (key, sockets) -> {
              SocketGroup group = new SocketGroup(sockets, snapshot.sockets().size());
              findings.add(key.rule.finding(group));
            });
    for (SiteSnapshot site : snapshot.sites()) {
      if (site.closedByGc() > 0) {
        findings.add(ClosedByGc.finding(site));
      }
    }
    Finding unattributed = Unattributed.finding(snapshot);
    if (unattributed != null) {
      findings.add(unattributed);
    }
    findings.sort(HEAVIEST_FIRST);
    return Collections.unmodifiableList(findings);
  }

  private static Map<GroupKey, List<SocketSnapshot>> groups(
      Snapshot snapshot, Graces graces, List<SocketRule> rules) {
    Map<GroupKey, List<SocketSnapshot>> groups = new LinkedHashMap<>();
    for (SocketSnapshot socket : snapshot.sockets()) {
      for (SocketRule rule : rules) {
        if (rule.holds(socket, graces)) {
          groups
              .computeIfAbsent(new GroupKey(rule, socket.site()), key -> new ArrayList<>())
              .add(socket);
          break;
        }
      }
    }
    return groups;
  }

  /** One cause at one line. */
  private static final class GroupKey {
    final SocketRule rule;
    final Frame frame;
    final SocketKind kind;

    GroupKey(SocketRule rule, SiteSnapshot site) {
      this.rule = rule;
      this.frame = site.frame();
      this.kind = site.kind();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GroupKey
          && rule == ((GroupKey) other).rule
          && kind == ((GroupKey) other).kind
          && frame.equals(((GroupKey) other).frame);
    }

    @Override
    public int hashCode() {
      return Objects.hash(System.identityHashCode(rule), frame, kind);
    }
  }

  private Diagnosis() {}
}
