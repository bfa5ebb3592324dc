package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Reads the findings of pools from a report. */
final class PoolFinding {

  /** {@code 1. LEASE_NOT_RETURNED (certain): 3 connections leased at com.acme.C.get(C.java:42)}. */
  private static final Pattern HEAD =
      Pattern.compile(
          "^ *\\d+\\. ([A-Z_]+) \\(([a-z]+)\\):\\s(\\d+)\\s[^(\\n]*\\n?[^(\\n]*\\((\\w+\\.java:\\d+)\\)$",
          Pattern.MULTILINE);

  /** {@code LEASE_NOT_RETURNED certain 3 C.java:42}, in alphabetical order. */
  static List<String> in(AgentReport report) {
    return HEAD.matcher(report.text())
        .results()
        .map(head -> String.join(" ", head.group(1), head.group(2), head.group(3), head.group(4)))
        .sorted()
        .toList();
  }

  /** Waits for exactly these findings, and no other. */
  static AgentReport await(AgentMBeans mbeans, List<String> expected) {
    AtomicReference<AgentReport> last = new AtomicReference<>(new AgentReport(""));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              last.set(mbeans.freshReport());
              assertThat(in(last.get())).as(last.get().text()).isEqualTo(expected);
            });
    assertThat(last.get().findings()).as(last.get().text()).hasSameSizeAs(expected);
    return last.get();
  }

  private PoolFinding() {}
}
