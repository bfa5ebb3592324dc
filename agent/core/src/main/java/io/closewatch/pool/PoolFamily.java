package io.closewatch.pool;

/** Knows how one kind of pool keeps its connections. Stateless. */
interface PoolFamily {
  /**
   * Copies what lies in the pool.
   *
   * @throws NotUnderstoodException if this version keeps it in another way
   */
  Contents read(Object pool, LockWait wait) throws NotUnderstoodException;
}
