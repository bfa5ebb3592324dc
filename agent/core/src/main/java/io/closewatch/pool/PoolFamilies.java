package io.closewatch.pool;

import io.closewatch.tracker.PoolKind;
import java.util.EnumMap;
import java.util.Map;

/** How each kind of pool is read. */
final class PoolFamilies {
  private static final Map<PoolKind, PoolFamily> BY_KIND = new EnumMap<>(PoolKind.class);

  static {
    PoolFamily locked = new LockedPool();
    BY_KIND.put(PoolKind.POOL_4, locked);
    BY_KIND.put(PoolKind.NIO_POOL_4, locked);
    BY_KIND.put(PoolKind.STRICT_5, locked);
    BY_KIND.put(PoolKind.TSCCM_4, new TsccmPool());
    BY_KIND.put(PoolKind.LAX_5, new LaxPool());
    BY_KIND.put(PoolKind.OFFLOCK_5, new OffLockPool());
    BY_KIND.put(PoolKind.MULTI_THREADED_3, new CommonsPool());
    PoolFamily one = new OneConnection();
    for (PoolKind kind : PoolKind.values()) {
      if (kind.isSingle()) {
        BY_KIND.put(kind, one);
      }
    }
  }

  static Contents read(PoolKind kind, Object pool, LockWait wait) throws NotUnderstoodException {
    PoolFamily family = BY_KIND.get(kind);
    if (family == null) {
      throw new NotUnderstoodException("no reader of " + kind);
    }
    return family.read(pool, wait);
  }

  private PoolFamilies() {}
}
