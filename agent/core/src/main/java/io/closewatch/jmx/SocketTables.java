package io.closewatch.jmx;

/** The tables that remember which rows they have shown. For one thread at a time. */
final class SocketTables {
  final SiteTable sites = new SiteTable();
  final PoolLeakTable poolLeaks = new PoolLeakTable();
  final PoolLineTable poolLines = new PoolLineTable();
}
