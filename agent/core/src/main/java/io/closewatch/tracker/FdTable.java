package io.closewatch.tracker;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Tracked sockets by fd number, in chunks that are made on first use and never given back.
 *
 * <p>Why this works without a lock: the kernel cannot hand out a number again before the close
 * system call, and a release is reported before that call, an open after its own system call. So
 * for one number a release always comes before the next open, and each slot has one writer at a
 * time.
 */
final class FdTable {
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int CHUNKS = 1 << 10;

  private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable TrackedSocket>>
      chunks = new AtomicReferenceArray<>(CHUNKS);

  /** False for a fd beyond the table (over a million). */
  static boolean holds(int fd) {
    return fd >>> CHUNK_BITS < CHUNKS;
  }

  @Nullable TrackedSocket get(int fd) {
    AtomicReferenceArray<@Nullable TrackedSocket> chunk =
        holds(fd) ? chunks.get(fd >>> CHUNK_BITS) : null;
    return chunk == null ? null : chunk.get(fd & CHUNK - 1);
  }

  /** Puts a socket in and returns the one that was there, which nobody reported as released. */
  @Nullable TrackedSocket put(int fd, TrackedSocket socket) {
    int number = fd >>> CHUNK_BITS;
    AtomicReferenceArray<@Nullable TrackedSocket> chunk = chunks.get(number);
    if (chunk == null) {
      chunk = new AtomicReferenceArray<>(CHUNK);
      if (!chunks.compareAndSet(number, null, chunk)) {
        chunk = chunks.get(number);
      }
    }
    return chunk == null ? null : chunk.getAndSet(fd & CHUNK - 1, socket);
  }

  @Nullable TrackedSocket remove(int fd) {
    AtomicReferenceArray<@Nullable TrackedSocket> chunk =
        holds(fd) ? chunks.get(fd >>> CHUNK_BITS) : null;
    if (chunk == null || chunk.get(fd & CHUNK - 1) == null) {
      return null; // most releases on 21+ are files, pipes and datagram channels
    }
    return chunk.getAndSet(fd & CHUNK - 1, null);
  }

  boolean remove(TrackedSocket socket) {
    AtomicReferenceArray<@Nullable TrackedSocket> chunk = chunks.get(socket.fd() >>> CHUNK_BITS);
    return chunk != null && chunk.compareAndSet(socket.fd() & CHUNK - 1, socket, null);
  }

  void copyTo(List<TrackedSocket> list) {
    for (int i = 0; i < CHUNKS; i++) {
      AtomicReferenceArray<@Nullable TrackedSocket> chunk = chunks.get(i);
      if (chunk != null) {
        for (int j = 0; j < CHUNK; j++) {
          TrackedSocket socket = chunk.get(j);
          if (socket != null) {
            list.add(socket);
          }
        }
      }
    }
  }
}
