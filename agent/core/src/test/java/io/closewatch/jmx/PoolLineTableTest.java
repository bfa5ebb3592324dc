package io.closewatch.jmx;

import static io.closewatch.diagnosis.SamplePools.MAKE;
import static io.closewatch.diagnosis.SamplePools.exhausted;
import static io.closewatch.diagnosis.SamplePools.pools;
import static io.closewatch.diagnosis.SamplePools.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.PoolKind;
import io.closewatch.tracker.Trace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class PoolLineTableTest {
  private final PoolLineTable table = new PoolLineTable();

  @Test
  void poolsOfOneLineAreAddedUp() {
    assertThat(rows(pools(exhausted(), quiet(2))))
        .isEqualTo(Map.of(MAKE, "pools 2 leased 5 available 3 pending 3 max 27"));
  }

  @Test
  void aPoolThatIsShutDownDoesNotCountAndItsLineStays() {
    rows(pools(quiet(1)));

    assertThat(rows(pools(pool("gone", "make").leased(1).closed(true).build())))
        .isEqualTo(Map.of(MAKE, "pools 0 leased 0 available 0 pending 0 max 0"));
  }

  @Test
  void whatIsUnknownOfOneIsUnknownOfTheLine() {
    assertThat(
            rows(
                pools(
                    pool("a", "make").leased(1).available(2).pending(0).max(5).build(),
                    pool("b", "make").build())))
        .containsEntry(
            "com.acme.Pay.make(Pay.java:42)", "pools 2 leased 1 available -1 pending -1 max -1");
  }

  @Test
  void onePoolWithoutLimitHasNone() {
    assertThat(
            rows(
                pools(
                    pool("a", "make").available(0).pending(0).max(5).build(),
                    pool("b", "make").available(0).pending(0).max(0).build())))
        .containsEntry(
            "com.acme.Pay.make(Pay.java:42)", "pools 2 leased 0 available 0 pending 0 max 0");
  }

  @Test
  void poolsMadeBeforeTheAgentCameGoByTheirClass() {
    assertThat(
            rows(
                pools(
                    PoolSnapshot.of("CPool-1", PoolKind.POOL_4).leased(1).build(),
                    PoolSnapshot.of("CPool-2", PoolKind.POOL_4).leased(1).build())))
        .containsOnlyKeys("CPool");
  }

  @Test
  void everNewLinesEndAsOther() {
    for (int i = 0; i < 70; i++) {
      rows(pools(pool("p-" + i, "m" + i).leased(1).build()));
    }

    assertThat(rows(pools(pool("p-70", "m70").leased(1).build())))
        .hasSize(51)
        .containsEntry("other", "pools 1 leased 1 available -1 pending -1 max -1");
  }

  private Map<String, String> rows(HttpPools pools) {
    Map<String, String> rows = new TreeMap<>();
    for (Object value : table.of(pools).values()) {
      CompositeData row = (CompositeData) value;
      StringBuilder text = new StringBuilder();
      for (String column : List.of("pools", "leased", "available", "pending", "max")) {
        text.append(column).append(' ').append(row.get(column)).append(' ');
      }
      rows.put((String) row.get("pool"), text.toString().trim());
    }
    return rows;
  }

  private static PoolSnapshot.Builder pool(String name, String method) {
    Frame frame = new Frame("com.acme.Pay", method, "Pay.java", 42);
    return PoolSnapshot.of(name, PoolKind.POOL_4).createdAt(new Trace(List.of(frame), 0));
  }
}
