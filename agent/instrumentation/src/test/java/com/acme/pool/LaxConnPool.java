package com.acme.pool;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A copy of HttpCore's pool in a version that nobody has seen yet: what was lease is now rent. */
public class LaxConnPool {

  public @Nullable Future<?> rent(Object route) {
    return null;
  }

  public void release(Object entry, boolean reusable) {}
}
