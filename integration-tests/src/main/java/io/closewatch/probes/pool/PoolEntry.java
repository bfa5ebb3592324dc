package io.closewatch.probes.pool;

/** Not the library's class, although its name ends so. */
public final class PoolEntry {}
