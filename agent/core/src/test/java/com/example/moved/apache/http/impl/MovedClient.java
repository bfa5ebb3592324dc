package com.example.moved.apache.http.impl;

import com.example.moved.apache.http.pool.AbstractConnPool;
import io.closewatch.tracker.PoolTracker;

/** The client of the same copy; its pool is an anonymous class, as in HttpClient itself. */
public final class MovedClient {
  private final AbstractConnPool pool;

  public MovedClient(PoolTracker tracker) {
    pool = new AbstractConnPool(tracker) {};
  }

  public void execute(Object entry) {
    pool.lease(entry);
  }
}
