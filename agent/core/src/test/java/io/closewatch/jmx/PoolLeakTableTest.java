package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.SampleFindings;
import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.tracker.Frame;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class PoolLeakTableTest {
  private final PoolLeakTable table = new PoolLeakTable();

  @Test
  void leasesAndClientsHaveARowForEachLine() {
    Map<String, String> rows =
        rows(
            lease("fetch", 3),
            lease("fetch", 2),
            lease("poll", 1),
            SampleFindings.at(
                FindingKind.LEASE_NOT_RETURNED, Confidence.SUSPECT, frame("fetch"), 9));

    assertThat(rows)
        .isEqualTo(
            Map.of(
                "com.acme.Pay.fetch(Pay.java:42) http_connection", "5 5",
                "com.acme.Pay.poll(Pay.java:42) http_connection", "1 1"));
  }

  @Test
  void aRowStaysWithItsTotalWhenTheLeakIsGone() {
    rows(lease("fetch", 3));
    assertThat(rows()).containsEntry("com.acme.Pay.fetch(Pay.java:42) http_connection", "0 3");

    assertThat(rows(lease("fetch", 2)))
        .containsEntry("com.acme.Pay.fetch(Pay.java:42) http_connection", "2 5");
  }

  @Test
  void aScanWithoutTheKernelChangesNoTotal() {
    rows(lease("fetch", 3));
    SampleReport blind = new SampleReport();
    blind.kernel = KernelSnapshot.unavailable("not Linux");
    table.of(blind.build());

    assertThat(rows(lease("fetch", 3)))
        .containsEntry("com.acme.Pay.fetch(Pay.java:42) http_connection", "3 3");
  }

  @Test
  void linesBeyondTheFirstFiftyAreOther() {
    Finding[] leases = new Finding[60];
    for (int i = 0; i < 60; i++) {
      leases[i] = lease("m" + i, 1);
    }

    assertThat(rows(leases)).hasSize(51).containsEntry("other http_connection", "10 10");
    assertThat(rows()).hasSize(51).containsEntry("other http_connection", "0 10");
  }

  private Map<String, String> rows(Finding... findings) {
    SampleReport sample = new SampleReport();
    sample.findings.addAll(List.of(findings));
    Map<String, String> rows = new TreeMap<>();
    for (Object value : table.of(sample.build()).values()) {
      CompositeData row = (CompositeData) value;
      rows.put(
          row.get("site") + " " + row.get("kind"),
          row.get("leaked") + " " + row.get("leaks_total"));
    }
    return rows;
  }

  private static Finding lease(String method, long count) {
    return SampleFindings.at(
        FindingKind.LEASE_NOT_RETURNED, Confidence.LIKELY, frame(method), count);
  }

  private static Frame frame(String method) {
    return new Frame("com.acme.Pay", method, "Pay.java", 42);
  }
}
