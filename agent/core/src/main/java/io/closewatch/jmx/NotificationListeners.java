package io.closewatch.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of an MBean. They are code of the application, which may block: each is told on a
 * thread that is there only as long as there is something to tell, never on the one that scans. Not
 * the JDK's broadcaster with an executor: that has one queue for all, and asks filters on the
 * caller's thread. Thread-safe.
 */
final class NotificationListeners {
  /** So many may block before others have to wait for them. */
  static final int MAX_THREADS = 8;

  private static final long IDLE_SECONDS = 5;

  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          NotificationListeners::thread);

  NotificationListeners() {
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "closewatch-notifications");
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
  }

  void add(
      @Nullable NotificationListener listener,
      @Nullable NotificationFilter filter,
      @Nullable Object handback) {
    if (listener == null) {
      throw new IllegalArgumentException("the listener is null");
    }
    queues.add(new ListenerQueue(listener, filter, handback));
  }

  void remove(NotificationListener listener) throws ListenerNotFoundException {
    List<ListenerQueue> found = find(queue -> queue.isFor(listener));
    if (found.isEmpty()) {
      throw new ListenerNotFoundException("this listener was not added");
    }
    found.forEach(this::remove);
  }

  void remove(
      NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
      throws ListenerNotFoundException {
    List<ListenerQueue> found = find(queue -> queue.isFor(listener, filter, handback));
    if (found.isEmpty()) {
      throw new ListenerNotFoundException(
          "this listener was not added with this filter and handback");
    }
    remove(found.get(0));
  }

  private List<ListenerQueue> find(Predicate<ListenerQueue> wanted) {
    List<ListenerQueue> found = new ArrayList<>(queues);
    found.removeIf(wanted.negate());
    return found;
  }

  private void remove(ListenerQueue queue) {
    queues.remove(queue);
    queue.clear();
  }

  /** Does not wait for anybody. */
  void send(Notification notification) {
    for (ListenerQueue queue : queues) {
      if (queue.offer(notification)) {
        start(queue);
      }
    }
  }

  private void start(ListenerQueue queue) {
    boolean started = false;
    try {
      threads.execute(queue);
      started = true;
    } finally {
      if (!started) {
        queue.notStarted();
      }
    }
  }

  /** What is still waiting is told; after that there are no threads any more. */
  void close() {
    threads.shutdown();
  }
}
