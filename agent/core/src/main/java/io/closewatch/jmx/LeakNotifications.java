package io.closewatch.jmx;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Wording;
import io.closewatch.report.Counted;
import io.closewatch.report.EmergencyReport;
import io.closewatch.report.PlainText;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Turns findings into notifications whose message stands alone and whose data any client has. */
final class LeakNotifications {
  static final String DETECTED = "io.closewatch.leak.detected";
  static final String RESOLVED = "io.closewatch.leak.resolved";
  static final String EXHAUSTED = "io.closewatch.pool.exhausted";

  private static final int MESSAGE_LENGTH = 2_000;

  private static final String[] ITEMS = {"kind", "confidence", "site", "count"};

  private static final CompositeType LEAK =
      OpenTables.rowType(
          "io.closewatch.Leak",
          "One leak.",
          ITEMS,
          new OpenType<?>[] {
            SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.LONG
          },
          new String[] {
            "Kind of the finding.",
            "How sure it is.",
            "Line of code that opened the sockets, leased the connections or made the pool; empty"
                + " if unknown.",
            "Number of sockets, connections, clients or requests."
          });

  private final ObjectName source;
  private final AtomicLong sequence = new AtomicLong();

  LeakNotifications(ObjectName source) {
    this.source = source;
  }

  static MBeanNotificationInfo[] infos() {
    return new MBeanNotificationInfo[] {
      new MBeanNotificationInfo(
          new String[] {DETECTED, RESOLVED},
          Notification.class.getName(),
          "A leak was found, or is gone. The data names kind, confidence, site and count."),
      new MBeanNotificationInfo(
          new String[] {EXHAUSTED},
          Notification.class.getName(),
          "Requests got no connection of an HTTP pool; the message names who holds them. The data"
              + " names kind, confidence, site and count."),
      EmergencyNotification.info()
    };
  }

  Notification detected(Finding finding, long nowMillis) {
    return notification(
        DETECTED,
        finding,
        nowMillis,
        finding.kind()
            + " ("
            + finding.confidence()
            + "): "
            + sockets(finding)
            + ". "
            + fix(finding));
  }

  /** The facts name who holds the connections: they are what such a message is for. */
  Notification exhausted(Finding finding, long nowMillis) {
    return notification(
        EXHAUSTED,
        finding,
        nowMillis,
        finding.kind()
            + " ("
            + finding.confidence()
            + "): "
            + finding.summary()
            + " "
            + String.join("; ", finding.evidence())
            + ". "
            + fix(finding));
  }

  Notification resolved(Finding finding, long nowMillis) {
    return notification(
        RESOLVED,
        finding,
        nowMillis,
        finding.kind() + " is gone; it was last seen with " + sockets(finding) + ".");
  }

  Notification emergency(EmergencyReport emergency, long nowMillis) {
    return EmergencyNotification.of(emergency, source, sequence.incrementAndGet(), nowMillis);
  }

  private Notification notification(String type, Finding finding, long nowMillis, String message) {
    String safe = PlainText.of(message);
    Notification notification =
        new Notification(
            type,
            source,
            sequence.incrementAndGet(),
            nowMillis,
            safe.length() <= MESSAGE_LENGTH ? safe : safe.substring(0, MESSAGE_LENGTH - 3) + "...");
    notification.setUserData(
        OpenTables.row(
            LEAK,
            ITEMS,
            finding.kind().name(),
            finding.confidence().name(),
            location(finding),
            finding.count()));
    return notification;
  }

  /** One sentence: the whole remedy is in the report, and JConsole has one line for a message. */
  private static String fix(Finding finding) {
    return "Fix: " + Wording.firstSentence(finding.remedy());
  }

  private static String sockets(Finding finding) {
    String counted = Counted.of(finding);
    String location = location(finding);
    boolean waiting = finding.kind() == FindingKind.NOT_ACCEPTED;
    String opened = (waiting ? " to the listener" : "") + " opened at ";
    return location.isEmpty() ? counted : counted + Counted.at(finding.kind(), opened) + location;
  }

  private static String location(Finding finding) {
    SiteSnapshot site = finding.site();
    Frame fixAt = finding.fixAt();
    return site != null ? site.frame().location() : fixAt != null ? fixAt.location() : "";
  }
}
