package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class SiteTableTest {
  private final SiteTable table = new SiteTable();

  @Test
  void keepsTheHeaviestSitesAndSumsUpTheRestPerKind() {
    SampleReport sample = new SampleReport();
    for (int i = 1; i <= 60; i++) {
      sample.sites.add(SampleReport.site("m" + i, SocketKind.CLIENT_SOCKET, i, 0, 0, i));
    }
    sample.sites.add(SampleReport.site("n", SocketKind.CLIENT_CHANNEL, 1, 1, 0, 1));

    TabularData data = table.of(sample.build());

    assertThat(data.size()).isEqualTo(50 + 2);
    assertThat(row(data, "com.acme.Pay.m60(Pay.java:42)", "socket").get("open")).isEqualTo(60L);
    assertThat(row(data, "com.acme.Pay.m11(Pay.java:42)", "socket").get("open")).isEqualTo(11L);
    assertThat(row(data, "com.acme.Pay.m10(Pay.java:42)", "socket")).isNull();
    assertThat(row(data, "other", "socket").get("opened_total")).isEqualTo(55L);
    assertThat(row(data, "other", "socket_channel").get("closed_total")).isEqualTo(1L);
  }

  @Test
  void aSiteOnceShownStaysWhenOthersBecomeHeavier() {
    SampleReport first = new SampleReport();
    for (int i = 1; i <= 50; i++) {
      first.sites.add(SampleReport.site("m" + i, SocketKind.CLIENT_SOCKET, i, i, 0, 1));
    }
    table.of(first.build());
    SampleReport second = new SampleReport();
    second.sites.addAll(first.sites);
    second.sites.add(SampleReport.site("late", SocketKind.CLIENT_SOCKET, 1000, 0, 0, 1000));

    TabularData data = table.of(second.build());

    assertThat(data.size()).isEqualTo(51);
    assertThat(row(data, "com.acme.Pay.m1(Pay.java:42)", "socket")).isNotNull();
    assertThat(row(data, "other", "socket").get("open")).isEqualTo(1000L);
  }

  @Test
  void aSiteThatLeaksGetsARowAlthoughAllAreTakenAndOtherKeepsItsRow() {
    SampleReport sample = new SampleReport();
    for (int i = 1; i <= 50; i++) {
      sample.sites.add(SampleReport.site("m" + i, SocketKind.CLIENT_SOCKET, i + 1, 0, 0, i));
    }
    SiteSnapshot late = SampleReport.site("late", SocketKind.CLIENT_SOCKET, 1, 0, 0, 1);
    sample.sites.add(late);
    table.of(sample.build());
    sample.findings.add(SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.CERTAIN, late, 1));

    TabularData data = table.of(sample.build());

    assertThat(row(data, "com.acme.Pay.late(Pay.java:42)", "socket").get("leaked")).isEqualTo(1L);
    assertThat(row(data, "other", "socket").get("open")).isEqualTo(0L);
    assertThat(data.size()).isEqualTo(52);
  }

  @Test
  void neverExceedsTheUpperBoundHoweverManySitesLeak() {
    SampleReport sample = new SampleReport();
    for (int i = 1; i <= 150; i++) {
      SiteSnapshot site = SampleReport.site("m" + i, SocketKind.CLIENT_SOCKET, i, 0, 0, i);
      sample.sites.add(site);
      sample.findings.add(
          SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.CERTAIN, site, i));
    }

    assertThat(table.of(sample.build()).size()).isEqualTo(101);
    assertThat(table.of(sample.build()).size()).isEqualTo(101);
  }

  @Test
  void sitesOfOneLineAndKindAreOneRow() {
    SampleReport sample = new SampleReport();
    sample.sites.addAll(
        List.of(
            SampleReport.site("m", SocketKind.CLIENT_SOCKET, 2, 1, 0, 2),
            SampleReport.site("m", SocketKind.CLIENT_SOCKET, 3, 1, 1, 3)));

    TabularData data = table.of(sample.build());

    assertThat(data.size()).isEqualTo(1);
    assertThat(row(data, "com.acme.Pay.m(Pay.java:42)", "socket").get("opened_total"))
        .isEqualTo(5L);
  }

  @Test
  void leaksTotalCountsFromScanToScanAlsoWhatTheCollectorClosed() {
    SiteSnapshot site = SampleReport.site("m", SocketKind.CLIENT_SOCKET, 9, 0, 0, 9);

    assertThat(leaksTotal(scan(site, 0, 0))).isEqualTo(0L);
    assertThat(leaksTotal(scan(site, 4, 0))).isEqualTo(4L);
    assertThat(leaksTotal(scan(site, 1, 3))).isEqualTo(4L);
    assertThat(leaksTotal(scan(site, 0, 6))).isEqualTo(6L);
  }

  @Test
  void aScanWithoutTheKernelMakesNoLeakNewAgain() {
    SiteSnapshot site = SampleReport.site("m", SocketKind.CLIENT_SOCKET, 9, 0, 0, 9);
    scan(site, 4, 0);
    SampleReport blind = new SampleReport();
    blind.sites.add(site);
    blind.kernel = KernelSnapshot.unavailable("not Linux");

    assertThat(leaksTotal(table.of(blind.build()))).isEqualTo(4L);
    assertThat(leaksTotal(scan(site, 4, 0))).isEqualTo(4L);
  }

  @Test
  void theAgeIsThatOfTheOldestOpenSocketOfTheLine() {
    SampleReport sample = new SampleReport();
    SiteSnapshot site = SampleReport.site("m", SocketKind.CLIENT_SOCKET, 2, 0, 0, 2);
    SiteSnapshot none = SampleReport.site("n", SocketKind.CLIENT_SOCKET, 2, 2, 0, 2);
    sample.sites.addAll(List.of(site, none));
    for (long age : new long[] {1_000, 90_900, 5_000}) {
      sample.sockets.add(
          SocketSnapshot.of(7, site, new Trace(List.of(site.frame()), 0)).ageMillis(age).build());
    }

    TabularData data = table.of(sample.build());

    assertThat(row(data, "com.acme.Pay.m(Pay.java:42)", "socket").get("oldest_seconds"))
        .isEqualTo(90L);
    assertThat(row(data, "com.acme.Pay.n(Pay.java:42)", "socket").get("oldest_seconds"))
        .isEqualTo(0L);
  }

  private TabularData scan(SiteSnapshot site, long leaked, long collected) {
    SampleReport sample = new SampleReport();
    sample.sites.add(site);
    if (leaked > 0) {
      sample.findings.add(
          SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.LIKELY, site, leaked));
    }
    if (collected > 0) {
      sample.findings.add(
          SampleReport.finding(FindingKind.CLOSED_BY_GC, Confidence.CERTAIN, site, collected));
    }
    return table.of(sample.build());
  }

  private static Object leaksTotal(TabularData data) {
    return row(data, "com.acme.Pay.m(Pay.java:42)", "socket").get("leaks_total");
  }

  @Test
  void suspectsAreNotCountedAsLeaked() {
    SampleReport sample = new SampleReport();
    SiteSnapshot site = SampleReport.site("m", SocketKind.CLIENT_SOCKET, 2, 0, 0, 2);
    sample.sites.add(site);
    sample.findings.add(SampleReport.finding(FindingKind.HALF_CLOSED, Confidence.SUSPECT, site, 2));

    assertThat(row(table.of(sample.build()), "com.acme.Pay.m(Pay.java:42)", "socket").get("leaked"))
        .isEqualTo(0L);
  }

  private static CompositeData row(TabularData data, String site, String kind) {
    return data.get(new Object[] {site, kind});
  }
}
