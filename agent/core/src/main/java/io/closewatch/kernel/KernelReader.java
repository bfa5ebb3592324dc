package io.closewatch.kernel;

/**
 * Reads the kernel's view of this process. One thread at a time. Never throws for what the
 * environment does.
 */
public interface KernelReader extends AutoCloseable {

  /**
   * Answers the query and returns the rest of the picture; if unavailable, the query's inodes are
   * {@link FdQuery#UNKNOWN}.
   */
  KernelSnapshot read(FdQuery tracked);

  @Override
  void close();
}
