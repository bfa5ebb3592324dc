package io.closewatch.monitor;

import io.closewatch.config.Options;
import io.closewatch.config.RuntimeOptions;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Wording;
import io.closewatch.log.Log;
import io.closewatch.report.Mark;
import io.closewatch.report.Mutes;
import io.closewatch.report.PlainText;
import io.closewatch.report.Report;
import io.closewatch.report.SinceMarkText;
import io.closewatch.tracker.SiteSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an operator may do to a running agent. Every control is logged in one line and answers with
 * a sentence; what it cannot do it refuses with one, and nothing is changed. What the operator has
 * set lasts as long as the agent. Thread-safe.
 */
public final class Operator {
  static final int MAX_MUTED = 100;

  private static final int MAX_NAME = 100;

  /** Longer than any line of code that is not made up. */
  private static final int MAX_TEXT = 2_000;

  /** What JConsole fills a text field with. */
  private static final String PREFILLED = "String";

  private static final Logger logger = Log.of(Operator.class);

  private final Operated monitor;
  private final RuntimeOptions options;
  private volatile @Nullable Mark mark;
  private volatile Mutes mutes = Mutes.NONE;

  /** The controls of this monitor. */
  public Operator(Operated monitor, RuntimeOptions options) {
    this.monitor = monitor;
    this.options = options;
  }

  /** Scans, and remembers the counts; a mark of before is forgotten. */
  public String mark(@Nullable String name) {
    String given = given(name);
    if (given.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a mark's name may have " + MAX_NAME + " characters; nothing was marked");
    }
    Mark made = new Mark(given, monitor.scan());
    mark = made;
    return log("Set " + made.title() + ".");
  }

  /** Which mark is set, or "". */
  public String marked() {
    Mark set = mark;
    return set == null ? "" : set.title();
  }

  /** Scans, and tells what is different since the mark. */
  public String sinceMark() {
    Mark set = mark;
    if (set == null) {
      throw new IllegalStateException("no mark is set: call mark() first, say before a deployment");
    }
    log("Reported what is new since " + set.title() + ".");
    return SinceMarkText.render(set, monitor.scan());
  }

  /**
   * What may fall: the peaks and the list of recovered findings. Counters must not, since a metrics
   * store would take that for a restart of the JVM and add all of it up again.
   */
  public String resetCounters() {
    monitor.forgetPast();
    monitor.scan();
    return log(
        "Reset the peaks of all lines and the list of recovered findings; counters of metrics go"
            + " on, mark() and sinceMark() give differences.");
  }

  /** Changes an option, for the next scan on, which is made now. */
  public synchronized String setOption(@Nullable String name, @Nullable String value) {
    String change = options.set(name, value);
    Graces graces =
        new Graces(
            options.get(Options.CLOSE_WAIT_GRACE).toMillis(),
            options.get(Options.LEASE_GRACE).toMillis(),
            options.get(Options.CLOSING_GRACE).toMillis(),
            options.get(Options.DEAD_GRACE).toMillis(),
            options.get(Options.STUCK_GRACE).toMillis());
    monitor.judgeBy(graces, options.get(Options.SCAN_INTERVAL).toMillis());
    monitor.scan();
    return log(change + ".");
  }

  /** All options as they hold now. */
  public List<String> options() {
    return options.describe();
  }

  /** Sets the findings of a place apart; see {@link Mutes#names}. */
  public synchronized String mute(@Nullable String site) {
    String text = given(site);
    String place = find(text, names());
    if (place == null) {
      throw new IllegalArgumentException(
          (text.isEmpty() ? "give a site" : "the last scan knows no " + PlainText.of(text))
              + ": a line of the table Sites such as com.acme.Pay.call(Pay.java:42), or the"
              + " fingerprint of a finding in the JSON report; nothing was muted");
    }
    if (mutes.places().contains(place)) {
      return log(place + " is muted already.");
    }
    if (mutes.places().size() >= MAX_MUTED) {
      throw new IllegalArgumentException(
          MAX_MUTED + " places are muted, which is all there can be: unmute one first");
    }
    change(mutes.with(place, System.currentTimeMillis()));
    return log("Muted " + describe(place) + ".");
  }

  /** Hears the findings of a place again. */
  public synchronized String unmute(@Nullable String site) {
    String text = given(site);
    String place = find(text, mutes.places());
    if (place == null) {
      throw new IllegalArgumentException(
          (text.isEmpty() ? "give a muted site" : PlainText.of(text) + " is not muted")
              + "; muted: "
              + (mutes.places().isEmpty() ? "none" : String.join(", ", mutes.places())));
    }
    change(mutes.without(place));
    return log("Unmuted " + place + ".");
  }

  /** Every muted place with its findings now, one line each. */
  public List<String> muted() {
    List<String> lines = new ArrayList<>();
    for (String place : mutes.places()) {
      lines.add(describe(place));
    }
    return lines;
  }

  /** How many findings of the last scan are muted. */
  public long mutedFindings() {
    return monitor.latest().muted().size();
  }

  private void change(Mutes changed) {
    mutes = changed;
    monitor.mute(changed);
    monitor.scan();
  }

  private String describe(String place) {
    long findings = 0;
    long count = 0;
    for (Finding finding : monitor.latest().muted()) {
      if (Mutes.names(finding).contains(place)) {
        findings++;
        count += finding.count();
      }
    }
    return place
        + " ("
        + Wording.count(findings, "finding")
        + ", count "
        + count
        + "; since "
        + utc(mutes.sinceMillis(place))
        + ")";
  }

  private static String utc(long millis) {
    return Instant.ofEpochMilli(millis / 1000 * 1000).toString();
  }

  /** All that can be muted. */
  private Set<String> names() {
    Report latest = monitor.latest();
    Set<String> names = new HashSet<>();
    for (SiteSnapshot site : latest.snapshot().sites()) {
      names.add(site.frame().location());
      names.add(site.fingerprint());
    }
    latest.allFindings().forEach(finding -> names.addAll(Mutes.names(finding)));
    return names;
  }

  /** Reports escape what is not ASCII, the table does not: either is known. */
  private static @Nullable String find(String text, Set<String> names) {
    if (names.contains(text)) {
      return text;
    }
    for (String name : names) {
      if (PlainText.of(name).equals(text)) {
        return name;
      }
    }
    return null;
  }

  private static String given(@Nullable String text) {
    String trimmed = text == null ? "" : text.trim();
    if (trimmed.length() > MAX_TEXT) {
      return trimmed.substring(0, MAX_TEXT) + "...";
    }
    return trimmed.equals(PREFILLED) ? "" : trimmed;
  }

  /** One line, whatever an operator has put into it. */
  private static String log(String sentence) {
    logger.info("operator: {}", PlainText.of(sentence));
    return sentence;
  }
}
