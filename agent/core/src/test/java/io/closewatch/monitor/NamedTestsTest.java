package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Shop;
import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.Graces;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.kernel.FakeKernel;
import io.closewatch.kernel.TcpState;
import io.closewatch.pool.FakePool;
import io.closewatch.pool.PoolReader;
import io.closewatch.tracker.SocketTracker;
import io.closewatch.tracker.TestTimeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the events of a test framework to the tests of a finding. */
class NamedTestsTest {
  /** No grace: what a scan sees is judged by the next one. */
  private static final Graces GRACES = new Graces(-1, -1, -1, -1, 600_000);

  private final SocketTracker tracker = SocketTracker.create(List.of());
  private final TestTimeline tests = tracker.tests();
  private final FakeKernel kernel = new FakeKernel();
  private final Scanner scanner = new Scanner(tracker, kernel, GRACES);
  private final List<Object> owners = new ArrayList<>();

  private void open(int fd) {
    Object owner = new Object();
    owners.add(owner);
    Shop.order(tracker, SocketHooks.CLIENT_SOCKET, owner, fd);
    kernel.socket(fd, 1000 + fd, TcpState.CLOSE_WAIT);
  }

  private void inTest(String name, Runnable body) {
    tests.started("[method:" + name + "]", name, false);
    body.run();
    tests.finished("[method:" + name + "]");
  }

  private Finding only(FindingKind kind) {
    Snapshot snapshot = scanner.scan(PoolReader.read(tracker.pools().pools()));
    List<Finding> findings = new ArrayList<>(Diagnosis.of(snapshot, GRACES, Trends.NONE));
    findings.removeIf(finding -> finding.kind() != kind);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static List<String> names(Finding finding) {
    return finding.tests().stream().map(Object::toString).toList();
  }

  @Test
  void aFindingNamesTheTestsThatOpenedItsSockets() {
    open(3);
    inTest("PayTest.pays()", () -> List.of(4, 5).forEach(this::open));
    inTest("PayTest.refunds()", () -> open(6));

    Finding finding = only(FindingKind.NOT_CLOSED);
    assertThat(finding.count()).isEqualTo(4);
    assertThat(names(finding)).containsExactly("PayTest.pays() x2", "PayTest.refunds() x1");
  }

  @Test
  void aFindingNamesTheTestsOfSocketsThatTheCollectorHasClosed() {
    inTest("PayTest.pays()", () -> List.of(4, 5).forEach(this::open));
    open(6);
    inTest("PayTest.refunds()", () -> List.of(4, 5, 6).forEach(tracker::released));

    Finding finding = only(FindingKind.CLOSED_BY_GC);
    assertThat(finding.count()).isEqualTo(3);
    assertThat(names(finding)).containsExactly("PayTest.pays() x2");
  }

  @Test
  void aConnectionOfAPoolIsOfTheTestThatLeasedIt() {
    FakePool pool = new FakePool();
    FakePool.Entry entry = new FakePool.Entry("{}->http://shop:80", null);
    pool.leased.add(entry);
    inTest("PayTest.opens()", () -> open(3));
    inTest("PayTest.pays()", () -> Shop.lease(tracker.pools(), pool, PoolHooks.POOL_4, entry));

    assertThat(
            scanner.scan(PoolReader.read(tracker.pools().pools())).pools().pools().stream()
                .flatMap(p -> p.connections().stream())
                .map(connection -> connection.leasedIn().name()))
        .containsExactly("PayTest.pays()");
  }

  @Test
  void withoutATestNoneIsNamed() {
    open(3);
    open(4);
    tracker.released(4);

    assertThat(only(FindingKind.NOT_CLOSED).tests()).isEmpty();
    assertThat(only(FindingKind.CLOSED_BY_GC).tests()).isEmpty();
  }
}
