package io.closewatch.probes;

import java.util.ArrayList;
import java.util.List;

/** The ways in which a JVM ends. */
final class Ends {

  private static final int CODE = 3;
  private static final List<Object> FILLED = new ArrayList<>();

  static void in(String way) throws InterruptedException {
    switch (way) {
      case "return":
        return;
      case "exit":
        System.exit(CODE);
        return;
      case "exit-with-threads":
        IdleClosingServer.daemon("daemon", Ends::sleep);
        new Thread(Ends::sleep, "no-daemon").start();
        System.exit(CODE);
        return;
      case "last-thread":
        new Thread(() -> sleep(300), "last").start();
        return;
      case "signal":
        sleep();
        return;
      case "halt":
        Runtime.getRuntime().halt(CODE);
        return;
      case "no-memory":
        useUpMemory();
        return;
      case "exception":
        throw new IllegalStateException("the program's own");
      default:
        throw new IllegalArgumentException(way);
    }
  }

  private static void useUpMemory() {
    for (int size = 1 << 20; ; size = Math.max(16, size / 2)) {
      try {
        while (true) {
          FILLED.add(new byte[size]);
        }
      } catch (OutOfMemoryError e) {
        if (size == 16) {
          throw e;
        }
      }
    }
  }

  private static void sleep() {
    sleep(60_000);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Ends() {}
}
