package io.closewatch.jmx;

import io.closewatch.report.EmergencyReport;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** Tells of a report that was made because descriptors run out. */
final class EmergencyNotification {
  static final String TYPE = "io.closewatch.emergency.report";

  private static final String[] ITEMS = {
    "verdict", "path", "problem", "failure", "fds_used", "fds_limit", "held_back"
  };

  private static final CompositeType EMERGENCY =
      OpenTables.rowType(
          "io.closewatch.Emergency",
          "One emergency report.",
          ITEMS,
          new OpenType<?>[] {
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.STRING,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.LONG
          },
          new String[] {
            "Verdict of the report.",
            "Path of the file; empty if it could not be written.",
            "Why the file could not be written, or empty.",
            "Exception of the open that failed; empty if none did yet.",
            "Descriptors used; -1 if unknown.",
            "Soft limit of descriptors; -1 if unknown.",
            "Alarms since the last emergency report that got none, less than ten minutes after it."
          });

  static MBeanNotificationInfo info() {
    return new MBeanNotificationInfo(
        new String[] {TYPE},
        Notification.class.getName(),
        "Descriptors run out and a report file was written. The data names verdict, path or"
            + " problem, failure, fds_used, fds_limit and held_back.");
  }

  static Notification of(
      EmergencyReport emergency, ObjectName source, long sequence, long nowMillis) {
    String summary = emergency.summary();
    Notification notification =
        new Notification(
            TYPE,
            source,
            sequence,
            nowMillis,
            Character.toUpperCase(summary.charAt(0))
                + summary.substring(1)
                + ". "
                + emergency.verdict());
    notification.setUserData(
        OpenTables.row(
            EMERGENCY,
            ITEMS,
            emergency.verdict(),
            emergency.path(),
            emergency.problem(),
            emergency.failure(),
            (long) emergency.fds().used(),
            emergency.fds().softLimit(),
            emergency.heldBack()));
    return notification;
  }

  private EmergencyNotification() {}
}
