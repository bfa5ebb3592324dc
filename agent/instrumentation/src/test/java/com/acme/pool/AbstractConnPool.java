package com.acme.pool;

/** Has the name of HttpCore's pool and nothing else of it. */
public abstract class AbstractConnPool {
  private int size;

  public int add() {
    return ++size;
  }
}
