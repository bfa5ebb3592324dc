package io.closewatch.kernel;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors that the tracker does not know: their number by type, and the sockets among them.
 * If the directory cannot be listed, as at the descriptor limit, each possible descriptor is asked
 * for instead; that code lies here, and not in a class of its own, because at the limit no class
 * may load any more.
 */
final class UntrackedFds {
  static final int MAX_PROBED = 1 << 20;
  static final long MAX_PROBE_NANOS = 1_000_000_000L;
  private static final int PROBES_PER_CLOCK_READ = 256;

  private final Path directory;
  private final FdLister lister;
  private final FdLinks links;
  private final long maxProbeNanos;

  private int[] socketFds = new int[16];
  private long[] socketInodes = new long[16];
  private int sockets;
  private int files;
  private int other;
  private int unknown;
  private @Nullable String gap;

  UntrackedFds(Path directory, FdLister lister, FdLinks links, long maxProbeNanos) {
    this.directory = directory;
    this.lister = lister;
    this.links = links;
    this.maxProbeNanos = maxProbeNanos;
  }

  /** Looks at every descriptor but the tracked ones; an exception says why that is impossible. */
  void read(BitSet tracked, long softLimit) throws IOException {
    sockets = 0;
    files = 0;
    other = 0;
    unknown = 0;
    gap = null;
    try {
      for (int fd : lister.list()) {
        add(fd, tracked);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(directory + ": no such file", e);
    } catch (IOException e) {
      probe(tracked, softLimit, directory + ": " + reason(e));
    }
  }

  private void probe(BitSet tracked, long softLimit, String notListed) throws IOException {
    long start = System.nanoTime();
    long end = softLimit < 0 ? MAX_PROBED : Math.min(softLimit, MAX_PROBED);
    int fd = 0;
    boolean inTime = true;
    while (fd < end && inTime) {
      add(fd++, tracked);
      inTime = fd % PROBES_PER_CLOCK_READ != 0 || System.nanoTime() - start < maxProbeNanos;
    }
    if (sockets + files + other == 0) { // a JVM always has its own jars open
      throw new IOException(notListed);
    }
    if (fd < softLimit || softLimit < 0) {
      gap = notListed + "; descriptors from " + fd + " on were not looked at";
    }
  }

  private void add(int fd, BitSet tracked) {
    if (tracked.get(fd)) {
      return;
    }
    long link = links.read(fd);
    if (link > 0) {
      if (sockets == socketFds.length) {
        socketFds = Arrays.copyOf(socketFds, sockets * 2);
        socketInodes = Arrays.copyOf(socketInodes, sockets * 2);
      }
      socketFds[sockets] = fd;
      socketInodes[sockets++] = link;
    } else if (link == FdLinks.FILE) {
      files++;
    } else if (link == FdLinks.OTHER) {
      other++;
    } else if (link == FdQuery.UNKNOWN) {
      unknown++;
    }
  }

  /** Number of untracked sockets. */
  int sockets() {
    return sockets;
  }

  int fd(int index) {
    return socketFds[index];
  }

  long inode(int index) {
    return socketInodes[index];
  }

  int files() {
    return files;
  }

  int other() {
    return other;
  }

  /** Open descriptors whose link could not be read. */
  int unknown() {
    return unknown;
  }

  /** What was not looked at, or null. */
  @Nullable String gap() {
    return gap;
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException ? ((FileSystemException) e).getReason() : null;
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
