package io.closewatch.tracker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices on the application's threads that descriptors run out, without asking the kernel: it
 * hands out the lowest free number, so a socket that got number n means that n others are in use.
 * Rings once, and then not before it is armed again: whoever answers decides with the true count.
 */
public final class DescriptorAlarm {
  private static final String NO_DESCRIPTOR_LEFT = "Too many open files";
  private static final int DISARMED = Integer.MAX_VALUE;
  private static final int UNCERTAIN = 1;
  private static final int CERTAIN = 2;

  private final AtomicReference<@Nullable Ring> ring = new AtomicReference<>();
  private volatile int threshold = DISARMED;
  private volatile int heard;
  private volatile @Nullable Runnable bell;

  DescriptorAlarm() {}

  /**
   * Sets who is told.
   *
   * @param newBell called on threads of the application, once for each ring; must not block
   */
  public void bell(Runnable newBell) {
    bell = newBell;
  }

  /**
   * Rings when a socket gets this descriptor number or a higher one, and when an open fails.
   *
   * @param fd {@code Integer.MAX_VALUE} for failures alone
   */
  public void arm(int fd) {
    threshold = fd;
    heard = 0;
  }

  /** What rang, or null; it is silent from then on until it is armed. */
  public @Nullable Ring take() {
    return ring.getAndSet(null);
  }

  void opened(int fd) {
    if (fd >= threshold) {
      threshold = DISARMED;
      ring(new Ring(false, ""));
    }
  }

  void openFailed(Throwable failure) {
    if (!(failure instanceof IOException)
        || failure instanceof InterruptedIOException
        || failure instanceof ClosedChannelException) {
      return;
    }
    String message = failure.getMessage();
    // The text is strerror's: in a process with another locale it reads otherwise.
    boolean certain = message != null && message.contains(NO_DESCRIPTOR_LEFT);
    int weight = certain ? CERTAIN : UNCERTAIN;
    if (weight <= heard) {
      return;
    }
    heard = weight;
    ring(new Ring(certain, failure.toString()));
  }

  private void ring(Ring fresh) {
    if (fresh.isFailure()) {
      ring.set(fresh); // says more than a high number
    } else {
      ring.compareAndSet(null, fresh);
    }
    Runnable wake = bell;
    if (wake != null) {
      wake.run();
    }
  }

  /** Why it rang. Immutable. */
  public static final class Ring {
    private final boolean certain;
    private final String failure;

    Ring(boolean certain, String failure) {
      this.certain = certain;
      this.failure = failure;
    }

    /** True if an open failed, false if one got a high number. */
    public boolean isFailure() {
      return !failure.isEmpty();
    }

    /** True if it failed because no descriptor was left; false if it may have. */
    public boolean isCertain() {
      return certain;
    }

    /** The exception of a failed open, or "". */
    public String failure() {
      return failure;
    }
  }
}
