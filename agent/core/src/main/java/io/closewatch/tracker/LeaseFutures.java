package io.closewatch.tracker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The futures that will answer a lease, held weakly. Asked for every future that the library
 * completes, most of which are none of these. Bounded, thread-safe.
 */
final class LeaseFutures {
  private final OpenLeases leases;
  private final int capacity;
  private final ConcurrentMap<Object, Entry> futures = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  LeaseFutures(OpenLeases leases, int capacity) {
    this.leases = leases;
    this.capacity = capacity;
  }

  /** Null if there is no room. */
  @Nullable Entry put(Object future, LeaseTicket ticket) {
    if (futures.size() >= capacity) {
      forgetCollected(OpenLeases.SMALL_BATCH);
      if (futures.size() >= capacity) {
        leases.notFollowed();
        return null;
      }
    }
    Entry entry = new Entry(future, collected, ticket);
    futures.put(entry, entry);
    return entry;
  }

  @Nullable Entry find(Object future) {
    return futures.isEmpty() ? null : futures.get(new IdentityReference.Sought(future));
  }

  @Nullable Entry remove(Object future) {
    return futures.isEmpty() ? null : futures.remove(new IdentityReference.Sought(future));
  }

  void remove(Entry entry) {
    futures.remove(entry);
  }

  void forgetCollected(int most) {
    for (int i = 0; i < most; i++) {
      Reference<?> gone = collected.poll();
      if (gone == null) {
        return;
      }
      futures.remove(gone);
    }
  }

  /** So that no class stays loaded because of a request that waits. */
  void readStacks() {
    for (Entry entry : futures.values()) {
      entry.ticket.caller().trace();
    }
  }

  /** One of them. */
  static final class Entry extends IdentityReference {
    private final LeaseTicket ticket;
    private volatile @Nullable Lease lease;

    Entry(Object future, ReferenceQueue<Object> queue, LeaseTicket ticket) {
      super(future, queue);
      this.ticket = ticket;
    }

    LeaseTicket ticket() {
      return ticket;
    }

    /** What it was answered with. */
    @Nullable Lease lease() {
      return lease;
    }

    void lease(@Nullable Lease answer) {
      lease = answer;
    }
  }
}
