package io.closewatch.jmx;

import static io.closewatch.diagnosis.SamplePools.FETCH;
import static io.closewatch.diagnosis.SitelessFindings.finding;
import static io.closewatch.diagnosis.SitelessFindings.leases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.FindingKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class PoolNotificationsTest {
  private static final String POOL =
      "Pool PoolingHttpClientConnectionManager-1, route {}->http://localhost:8081: 5 of 5 leased.";

  private final SampleReport sample = new SampleReport();
  private final FakeControl control = new FakeControl(sample.build());
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final List<Notification> heard = new CopyOnWriteArrayList<>();

  @Test
  void anExhaustedPoolIsToldWithTheEvidenceAlsoIfItIsASuspectOnly() throws Exception {
    surface().poolExhausted(finding(FindingKind.POOL_EXHAUSTED, Confidence.SUSPECT, 7, null));

    await().until(() -> heard.size() == 1);
    assertThat(heard.get(0).getType()).isEqualTo("io.closewatch.pool.exhausted");
    assertThat(heard.get(0).getMessage())
        .isEqualTo(
            "POOL_EXHAUSTED (SUSPECT): "
                + POOL
                + " oldest lease: 3m 20s ago. Fix: Close the response.");
    assertThat(data(0)).isEqualTo("POOL_EXHAUSTED SUSPECT 7 ''");
  }

  @Test
  void aLeakOfConnectionsIsToldWithTheLineThatLeased() throws Exception {
    JmxSurface surface = surface();
    surface.leakDetected(leases(Confidence.CERTAIN, 5, FETCH));
    surface.leakResolved(finding(FindingKind.CLIENT_PER_REQUEST, Confidence.LIKELY, 1, FETCH));

    await().until(() -> heard.size() == 2);
    assertThat(heard)
        .extracting(Notification::getMessage)
        .containsExactly(
            "LEASE_NOT_RETURNED (CERTAIN): 5 connections leased at "
                + FETCH
                + ". Fix: Close the response.",
            "CLIENT_PER_REQUEST is gone; it was last seen with 1 client made at " + FETCH + ".");
    assertThat(data(0)).isEqualTo("LEASE_NOT_RETURNED CERTAIN 5 '" + FETCH + "'");
  }

  @Test
  void connectionsOfAPoolAreLeakedSocketsButNotOfALineThatOpenedThem() throws Exception {
    sample.findings.add(leases(Confidence.CERTAIN, 5, FETCH));
    sample.findings.add(finding(FindingKind.POOL_EXHAUSTED, Confidence.LIKELY, 700, FETCH));
    sample.findings.add(finding(FindingKind.CLIENT_PER_REQUEST, Confidence.LIKELY, 40, FETCH));
    sample.findings.add(finding(FindingKind.IDLE_IN_POOL, Confidence.INFO, 3, FETCH));
    surface();
    control.latest = sample.build();

    assertThat(server.getAttribute(sockets(), "Leaks")).isEqualTo(3L);
    assertThat(server.getAttribute(sockets(), "LeakedSockets")).isEqualTo(5L);
    assertThat((TabularData) server.getAttribute(sockets(), "Sites"))
        .matches(table -> table.isEmpty());
  }

  private String data(int index) {
    CompositeData data = (CompositeData) heard.get(index).getUserData();
    return data.get("kind")
        + " "
        + data.get("confidence")
        + " "
        + data.get("count")
        + " '"
        + data.get("site")
        + "'";
  }

  private JmxSurface surface() throws Exception {
    JmxSurface surface = new JmxSurface(control, Config.load(""), report -> "");
    surface.register(server);
    server.addNotificationListener(sockets(), (n, handback) -> heard.add(n), null, null);
    return surface;
  }

  private static ObjectName sockets() throws Exception {
    return new ObjectName("io.closewatch:type=Sockets");
  }
}
