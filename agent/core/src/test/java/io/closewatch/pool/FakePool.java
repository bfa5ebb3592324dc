package io.closewatch.pool;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Has the fields of {@code AbstractConnPool}, and lets a test put anything there. */
@SuppressWarnings("unused") // read by reflection
public class FakePool {
  public final Lock lock = new ReentrantLock();
  public final Set<Object> leased = new LinkedHashSet<>();
  public final LinkedList<Object> available = new LinkedList<>();
  public final LinkedList<Object> pending = new LinkedList<>();
  final Map<Object, Object> routeToPool = new HashMap<>();
  final Map<Object, Integer> maxPerRoute = new HashMap<>();
  final int maxTotal = 20;
  final int defaultMaxPerRoute = 2;
  boolean isShutDown;

  /** An entry with a connection that answers everything. */
  public static class Entry {
    final Object route;
    final Object conn;
    final long updated = System.currentTimeMillis();
    final long expiry = Long.MAX_VALUE;

    public Entry(Object route, Object conn) {
      this.route = route;
      this.conn = conn;
    }
  }

  /** A connection with those ends. */
  public record Connection(InetSocketAddress local, InetSocketAddress remote) {
    public boolean isOpen() {
      return true;
    }

    public InetSocketAddress getLocalAddress() {
      return local;
    }

    public InetSocketAddress getRemoteAddress() {
      return remote;
    }
  }

  /** As a library has it whose objects fail, whatever they are asked. */
  static final class Hostile extends Entry {
    Hostile() {
      super(new Failing(), new Failing());
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString");
    }
  }

  /** A route or a connection. */
  public static final class Failing {
    public boolean isOpen() {
      throw new AssertionError("isOpen");
    }

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("equals");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("hashCode");
    }

    @Override
    public String toString() {
      throw new AssertionError("toString");
    }
  }
}
