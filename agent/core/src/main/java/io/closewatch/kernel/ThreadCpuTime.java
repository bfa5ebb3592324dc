package io.closewatch.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * CPU time of the thread that made it, from {@code /proc/thread-self/schedstat} (its first number,
 * nanoseconds; kernel: {@code Documentation/scheduler/sched-stats.rst}). Not from ThreadMXBean:
 * asking for that loads the LogManager on Java 11, before the application could choose its own.
 */
public final class ThreadCpuTime implements AutoCloseable {
  private static final Path SELF = Paths.get("/proc/thread-self");

  private final ProcFile file;
  private final byte[] buffer = new byte[64];

  ThreadCpuTime(Path directory) {
    this.file = new ProcFile(directory, "schedstat");
    file.tryOpen();
  }

  /** Of the calling thread, whoever asks later. */
  public static ThreadCpuTime ofThisThread() {
    return new ThreadCpuTime(SELF);
  }

  /** Nanoseconds, exact to a few milliseconds; where the kernel does not tell, the clock's. */
  public long nanos() {
    try {
      file.rewind();
      int length = file.read(buffer, 0, buffer.length);
      String text = new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
      return Long.parseLong(text.substring(0, Math.max(0, text.indexOf(' '))));
    } catch (IOException | SecurityException | NumberFormatException e) {
      return System.nanoTime();
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
