package io.closewatch.samples;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads with a name that do not keep the JVM alive. */
final class DaemonThreads implements ThreadFactory {

  interface Task {
    void run() throws Exception;
  }

  private final AtomicInteger count = new AtomicInteger();
  private final String name;

  DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    return named(name + "-" + count.incrementAndGet(), task);
  }

  /** A task that fails is seen on standard error. */
  static Thread start(String name, Task task) {
    Thread thread =
        named(
            name,
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                throw new IllegalStateException(name + " failed", e);
              }
            });
    thread.start();
    return thread;
  }

  private static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
