package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind.Role;
import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.Trace;
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
  private final @Nullable Frame handledAt;
  private final @Nullable Frame lookAt;
  private final String headline;
  private final @Nullable Frame place;
  private final List<NamedStack> stacks;
  private final String subject;
  private final List<TestCount> tests;
  private final String key; // findings are sorted and looked up by it

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
    this.handledAt = null;
    this.lookAt = null;
    this.headline = "";
    this.place = null;
    this.stacks = Collections.emptyList();
    this.subject = "";
    this.tests = Collections.emptyList();
    this.key = newKey();
  }

  private Finding(
      Finding that,
      @Nullable Frame handledAt,
      @Nullable Frame lookAt,
      String headline,
      @Nullable Frame place,
      List<NamedStack> stacks,
      String subject,
      List<TestCount> tests) {
    this.kind = that.kind;
    this.confidence = that.confidence;
    this.site = that.site;
    this.count = that.count;
    this.sockets = that.sockets;
    this.summary = that.summary;
    this.evidence = that.evidence;
    this.why = that.why;
    this.remedy = that.remedy;
    this.handledAt = handledAt;
    this.lookAt = lookAt;
    this.headline = headline;
    this.place = place;
    this.stacks = Collections.unmodifiableList(new ArrayList<>(stacks));
    this.subject = subject;
    this.tests = tests;
    this.key = newKey();
  }

  private String newKey() {
    return kind
        + (site == null ? "" : " " + site.kind().label() + " " + site.frame().location())
        + (place == null ? "" : " " + place.location())
        + (handledAt == null ? "" : " handled at " + handledAt.location())
        + (subject.isEmpty() ? "" : " of " + subject);
  }

  /** The same for sockets that the code at this line took over; null if it is not known. */
  Finding handledAt(@Nullable Frame line) {
    return new Finding(this, line, lookAt, headline, place, stacks, subject, tests);
  }

  /** The same with another line to look at than the one that opened the sockets. */
  Finding lookAt(@Nullable Frame line) {
    return new Finding(this, handledAt, line, headline, place, stacks, subject, tests);
  }

  /** The same with a clause of its own for the verdict; see {@link #headline()}. */
  Finding headline(String clause) {
    return new Finding(this, handledAt, lookAt, clause, place, stacks, subject, tests);
  }

  /**
   * The same at a line that opens no socket itself: where a connection was leased, or a pool was
   * made. Such a finding has no site; its sockets, if there are any, are not that line's.
   */
  Finding at(@Nullable Frame line) {
    return new Finding(this, handledAt, lookAt, headline, line, stacks, subject, tests);
  }

  /** The same with stacks to show instead of those that opened the sockets. */
  Finding stacks(List<NamedStack> shown) {
    return new Finding(this, handledAt, lookAt, headline, place, shown, subject, tests);
  }

  /** The same with what tells it from other findings of its kind and place: the pool, say. */
  Finding of(String what) {
    return new Finding(this, handledAt, lookAt, headline, place, stacks, what, tests);
  }

  /** The same with the tests that it comes from; most first. */
  Finding tests(List<TestCount> named) {
    return new Finding(this, handledAt, lookAt, headline, place, stacks, subject, named);
  }

  /** The same as a suspect only, with the reason for that among the evidence. */
  Finding suspected(String reason) {
    List<String> more = new ArrayList<>(evidence);
    more.add(reason);
    Finding weaker =
        new Finding(kind, Confidence.SUSPECT, site, count, sockets, summary, more, why, remedy);
    return new Finding(weaker, handledAt, lookAt, headline, place, stacks, subject, tests);
  }

  /**
   * Identity over time: kind and place, who handles the sockets where one accept line serves
   * several handlers, and which pool or library where one place does not tell it. Two scans that
   * see the same leak give the same key, also if the stuck thread stands somewhere else by then.
   */
  public String key() {
    return key;
  }

  /**
   * The line to fix, or null where it is not known: the accept line is not to blame for an accepted
   * socket that nobody closes, nor is that of a library's own thread, and some findings have no
   * site. For {@link FindingKind#NOT_READ} and {@link FindingKind#NOT_ACCEPTED} where the stuck
   * thread stands.
   */
  public @Nullable Frame fixAt() {
    if (lookAt != null) {
      return lookAt;
    }
    if (kind == FindingKind.CLOSED_NOT_RELEASED) {
      Frame closedAt = CallSites.closedAt(sockets);
      if (closedAt != null) {
        return closedAt;
      }
    }
    if (handledAt != null) {
      return handledAt;
    }
    if (place != null) {
      return place;
    }
    return site == null || site.kind().role() == Role.ACCEPTED || isOpenedByLibrary()
        ? null
        : site.frame();
  }

  /** A thread of a library opened the sockets: its line has nothing to do with the fault. */
  private boolean isOpenedByLibrary() {
    if (site == null || site.kind().role() != Role.CLIENT) {
      return false;
    }
    Trace opened = sockets.isEmpty() ? site.collected() : sockets.get(0).trace();
    return opened != null && LibraryThreads.isOne(opened);
  }

  /** The line that took accepted sockets over from the acceptor, or null if it is not known. */
  public @Nullable Frame handledAt() {
    return handledAt;
  }

  /**
   * What the verdict says of the finding, in front of the line to fix if there is one; "" if the
   * kind says it all.
   */
  public String headline() {
    return headline;
  }

  /** The stacks to show; empty if those that opened the sockets tell it all. */
  public List<NamedStack> stacks() {
    return stacks;
  }

  /** The line of a finding that has no site: where connections were leased, say; or null. */
  public @Nullable Frame place() {
    return place;
  }

  /** What tells it from other findings of its kind and place, the pool, say; or "". */
  public String subject() {
    return subject;
  }

  /**
   * The tests in which the sockets were opened, or the connections leased, most first; empty where
   * no test framework tells, and without what was opened outside of tests.
   */
  public List<TestCount> tests() {
    return tests;
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
