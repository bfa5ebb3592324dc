package io.closewatch.probes;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** The agent's emergency notifications, heard inside its own JVM. */
final class Notifications implements NotificationListener {

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  static Notifications ofAgent() throws Exception {
    Notifications notifications = new Notifications();
    OwnAgent.listen("Sockets", notifications);
    return notifications;
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification.getType().equals("io.closewatch.emergency.report")) {
      CompositeData data = (CompositeData) notification.getUserData();
      heard.add(
          "notification path="
              + data.get("path")
              + " problem="
              + data.get("problem")
              + " failure="
              + data.get("failure")
              + " held_back="
              + data.get("held_back")
              + " verdict="
              + data.get("verdict"));
    }
  }

  /** Waits for the next one. */
  String next() throws InterruptedException {
    return next(60_000);
  }

  /** The next one, or a line that says that there was none in this time. */
  String next(long millis) throws InterruptedException {
    String next = heard.poll(millis, TimeUnit.MILLISECONDS);
    return next == null ? "no notification" : next;
  }
}
