package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cause at one call site, with the evidence and the remedy. Immutable. */
public final class Finding {
  private final FindingKind kind;
  private final Confidence confidence;
  private final @Nullable SiteSnapshot site;
  private final long count;
  private final List<SocketSnapshot> sockets;
  private final String summary;
  private final List<String> evidence;
  private final String why;
  private final String remedy;

  /**
   * @param site the call site to fix, or null where no code of this process is known to be to blame
   * @param count how many sockets; for {@link FindingKind#CLOSED_BY_GC} since the agent started
   * @param sockets the sockets of the finding, oldest first; empty where none is open any more
   * @param summary one sentence: what happened, how often, for how long
   * @param evidence the facts that the finding rests on, one a line
   * @param why the meaning of the evidence, for someone who has never seen it
   * @param remedy what to change, and where
   */
  public Finding(
      FindingKind kind,
      Confidence confidence,
      @Nullable SiteSnapshot site,
      long count,
      List<SocketSnapshot> sockets,
      String summary,
      List<String> evidence,
      String why,
      String remedy) {
    this.kind = kind;
    this.confidence = confidence;
    this.site = site;
    this.count = count;
    this.sockets = Collections.unmodifiableList(new ArrayList<>(sockets));
    this.summary = summary;
    this.evidence = Collections.unmodifiableList(new ArrayList<>(evidence));
    this.why = why;
    this.remedy = remedy;
  }

  /** Identity over time: kind and place. Two scans that see the same leak give the same key. */
  public String key() {
    return kind + (site == null ? "" : " " + site.kind().label() + " " + site.frame().location());
  }

  /**
   * The line to fix, or null where it is not known: the accept line is not to blame for an accepted
   * socket that nobody closes, and some findings have no site.
   */
  public @Nullable Frame fixAt() {
    if (kind == FindingKind.CLOSED_NOT_RELEASED) {
      Frame closedAt = CallSites.closedAt(sockets);
      if (closedAt != null) {
        return closedAt;
      }
    }
    return site == null || site.kind().role() == Role.ACCEPTED ? null : site.frame();
  }

  public FindingKind kind() {
    return kind;
  }

  public Confidence confidence() {
    return confidence;
  }

  public @Nullable SiteSnapshot site() {
    return site;
  }

  public long count() {
    return count;
  }

  public List<SocketSnapshot> sockets() {
    return sockets;
  }

  public String summary() {
    return summary;
  }

  public List<String> evidence() {
    return evidence;
  }

  public String why() {
    return why;
  }

  public String remedy() {
    return remedy;
  }
}
