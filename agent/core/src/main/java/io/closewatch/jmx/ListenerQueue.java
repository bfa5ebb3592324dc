package io.closewatch.jmx;

import io.closewatch.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What one listener is still to be told, in order. Bounded: of one that does not return the oldest
 * are dropped, which the gap in the sequence numbers shows. Thread-safe.
 */
final class ListenerQueue implements Runnable {
  static final int MAX_WAITING = 1_000;

  private static final Logger logger = Log.of(ListenerQueue.class);

  private final NotificationListener listener;
  private final @Nullable NotificationFilter filter;
  private final @Nullable Object handback;
  private final Deque<Notification> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean warned;

  ListenerQueue(
      NotificationListener listener,
      @Nullable NotificationFilter filter,
      @Nullable Object handback) {
    this.listener = listener;
    this.filter = filter;
    this.handback = handback;
  }

  boolean isFor(NotificationListener other) {
    return listener == other;
  }

  boolean isFor(
      NotificationListener other,
      @Nullable NotificationFilter otherFilter,
      @Nullable Object otherHandback) {
    return isFor(other) && filter == otherFilter && handback == otherHandback;
  }

  /** Returns true if a thread must be found that runs this. */
  boolean offer(Notification notification) {
    boolean start;
    boolean full;
    synchronized (this) {
      full = waiting.size() == MAX_WAITING;
      if (full) {
        waiting.remove();
      }
      waiting.add(notification);
      full &= !warned;
      warned |= full;
      start = !running;
      running = true;
    }
    if (full) {
      logger.warn(
          "a listener of the MBean Sockets does not return: its oldest notifications are dropped");
    }
    return start;
  }

  /** No thread was found; the next offer asks for one again. */
  synchronized void notStarted() {
    running = false;
  }

  synchronized void clear() {
    waiting.clear();
  }

  @Override
  public void run() {
    for (Notification next = next(); next != null; next = next()) {
      tell(next);
    }
  }

  private synchronized @Nullable Notification next() {
    Notification next = waiting.poll();
    running = next != null;
    return next;
  }

  /** The filter is code of whoever listens, too. */
  private void tell(Notification notification) {
    try {
      if (filter == null || filter.isNotificationEnabled(notification)) {
        listener.handleNotification(notification, handback);
      }
    } catch (Throwable t) {
      logger.debug("a listener of the MBean Sockets failed", t);
    }
  }
}
