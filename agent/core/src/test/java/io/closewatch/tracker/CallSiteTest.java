package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CallSiteTest {
  private static final int SNAPSHOTS = 200_000;

  private final CallSite site =
      new CallSite(new Frame("com.acme.Pay", "call", "Pay.java", 42), SocketKind.CLIENT_SOCKET);

  @Test
  void countersAddUpAndNeverFallWhileSocketsComeAndGo() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!done.get()) {
                  site.socketOpened();
                  site.socketClosed();
                }
              });
      thread.start();
      threads.add(thread);
    }
    try {
      SiteSnapshot last = site.snapshot();
      for (int i = 0; i < SNAPSHOTS; i++) {
        SiteSnapshot now = site.snapshot();
        assertAddsUp(now);
        assertThat(now.opened() >= last.opened() && now.closed() >= last.closed()).isTrue();
        last = now;
      }
    } finally {
      done.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(site.snapshot().open()).isZero();
    assertAddsUp(site.snapshot());
  }

  private static void assertAddsUp(SiteSnapshot site) {
    assertThat(site.opened()).isEqualTo(site.closed() + site.closedByGc() + site.open());
    assertThat(site.open()).isBetween(0L, site.peak());
  }
}
