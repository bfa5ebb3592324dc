package io.closewatch.benchmarks;

import java.io.IOException;
import org.apache.http.pool.AbstractConnPool;
import org.apache.http.pool.PoolEntry;

/**
 * Heap that open leases of an HttpCore pool take, after full collections; the connections are none.
 * Arguments: leases, whether an agent with scans is expected.
 */
final class HeapPerLease {
  private static final int WARM_UP_LEASES = 100;
  private static final String ROUTE = "route";

  private HeapPerLease() {}

  public static void main(String[] args) throws Exception {
    int leases = Integer.parseInt(args[0]);
    boolean scanExpected = Boolean.parseBoolean(args[1]);
    Lockstep.serve(command -> measure(leases, scanExpected));
  }

  private static Reply measure(int leases, boolean scanExpected) throws Exception {
    AgentScan scan = AgentScan.find(scanExpected);
    Pool warmUp = new Pool(WARM_UP_LEASES);
    warmUp.leaseAll();
    if (scan != null) {
      scan.scanNow();
    }
    warmUp.shutdown();
    Pool pool = new Pool(leases);
    long before = LiveHeap.bytes();
    pool.leaseAll();
    long open = LiveHeap.bytes();
    if (scan != null) {
      scan.scanNow();
    }
    long scanned = LiveHeap.bytes();
    pool.shutdown();
    return Reply.of("open", (double) (open - before)).and("scanned", (double) (scanned - before));
  }

  private static final class Entry extends PoolEntry<String, Object> {
    Entry(Object connection) {
      super("entry", ROUTE, connection);
    }

    @Override
    public void close() {}

    @Override
    public boolean isClosed() {
      return false;
    }
  }

  private static final class Pool extends AbstractConnPool<String, Object, Entry> {
    private final int leases;

    Pool(int leases) {
      super(route -> new Object(), leases, leases);
      this.leases = leases;
    }

    @Override
    protected Entry createEntry(String route, Object connection) {
      return new Entry(connection);
    }

    void leaseAll() throws IOException {
      for (int i = 0; i < leases; i++) {
        CallPath.call(ConnectAcceptClose.FRAMES, 0, this::leaseOne);
      }
    }

    private void leaseOne() throws IOException {
      try {
        lease(ROUTE, null).get();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
