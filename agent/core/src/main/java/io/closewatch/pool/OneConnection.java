package io.closewatch.pool;

import org.jspecify.annotations.Nullable;

/**
 * Managers that keep one connection: pool and entry in one. Their locks are not taken, since each
 * fact is one field.
 */
final class OneConnection implements PoolFamily {
  @Override
  public Contents read(Object pool, LockWait wait) throws NotUnderstoodException {
    Object holder = holder(pool);
    Object connection =
        holder == null ? null : Fields.get(holder, "conn", "connection", "httpConnection");
    boolean leased = isLeased(pool);
    Contents contents = new Contents();
    contents.closed = Fields.flag(pool, "isShutdown", "isShutDown", "shutdown", "closed");
    contents.max = 1;
    contents.maxPerRoute = 1;
    contents.pending = 0;
    contents.leased = leased ? 1 : 0;
    contents.leasedEntries = leased ? new Object[] {pool} : new Object[0];
    contents.holder = holder;
    if (!leased && connection != null) {
      contents.idle(new Object[] {pool});
      times(contents, pool);
    }
    contents.available = contents.idleEntries.length;
    return contents;
  }

  private static void times(Contents contents, Object manager) {
    if (Fields.has(manager, "idleStartTime")) {
      long since = Fields.number(manager, 0, "idleStartTime");
      contents.times.put(manager, new long[] {since, Long.MAX_VALUE});
    } else if (Fields.has(manager, "lastReleaseTime")) {
      long since = Fields.number(manager, 0, "lastReleaseTime");
      long expires = Fields.number(manager, 0, "connectionExpiresTime");
      contents.times.put(manager, new long[] {since, expires});
    }
  }

  /** {@code SingleClientConnManager} and {@code BasicClientConnectionManager} have an entry. */
  private static @Nullable Object holder(Object manager) throws NotUnderstoodException {
    if (Fields.has(manager, "uniquePoolEntry")) {
      return Fields.get(manager, "uniquePoolEntry");
    }
    return Fields.has(manager, "poolEntry") ? Fields.get(manager, "poolEntry") : manager;
  }

  private static boolean isLeased(Object manager) throws NotUnderstoodException {
    if (Fields.has(manager, "managedConn")) {
      return Fields.get(manager, "managedConn") != null;
    }
    if (Fields.has(manager, "poolEntry")) {
      return Fields.get(manager, "conn") != null;
    }
    return Boolean.TRUE.equals(Fields.get(manager, "leased", "inUse"));
  }
}
