package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.shop.Shop;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Graces;
import io.closewatch.report.AgentInfo;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the operator's controls do to a monitor that runs. */
class MonitorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Graces GRACES = new Graces(60_000, 60_000, 30_000, 60_000, 600_000);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final AtomicInteger scans = new AtomicInteger();
  private final Monitor monitor =
      new Monitor(
          tracker, GRACES, TimeUnit.HOURS.toMillis(1), this::scanned, () -> new Class<?>[0]);
  private final List<Object> owners = new ArrayList<>();

  @AfterEach
  void stop() {
    monitor.stop();
  }

  private AgentInfo scanned() {
    scans.incrementAndGet();
    return new AgentInfo("0.1.0", 0, false, 7, "Main", "JVM", List.of(), 0);
  }

  private Object open(int fd) {
    Object owner = new Object();
    owners.add(owner);
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, fd);
    return owner;
  }

  private void close(Object owner, int fd) {
    Shop.close(tracker, owner, fd);
    tracker.released(fd);
  }

  @Test
  void aShorterIntervalHoldsAtOnceAndNotAfterTheLongOne() {
    monitor.start(null, List.of());
    await().atMost(PATIENCE).until(() -> scans.get() == 1);

    monitor.judgeBy(GRACES, 100);

    await().atMost(PATIENCE).until(() -> scans.get() >= 4);
  }

  @Test
  void changedGracesAreThoseOfTheNextReport() {
    Graces changed = new Graces(1_000, 2_000, 3_000, 4_000, 5_000);
    assertThat(monitor.scan().graces()).isSameAs(GRACES);

    monitor.judgeBy(changed, 1_000);

    assertThat(monitor.latest().graces()).isSameAs(GRACES);
    assertThat(monitor.scan().graces()).isSameAs(changed);
  }

  @Test
  void peaksCountAnewAndTheCountersGoOn() {
    open(7);
    Object second = open(8);
    Object third = open(9);
    close(second, 8);
    close(third, 9);
    assertThat(site().peak()).isEqualTo(3);

    monitor.forgetPast();

    assertThat(site().peak()).isEqualTo(1);
    assertThat(site().opened()).isEqualTo(3);
    assertThat(site().closed()).isEqualTo(2);
    open(10);
    assertThat(site().peak()).isEqualTo(2);
  }

  private SiteSnapshot site() {
    List<SiteSnapshot> sites = tracker.sites().byWeight();
    assertThat(sites).hasSize(1);
    return sites.get(0);
  }
}
