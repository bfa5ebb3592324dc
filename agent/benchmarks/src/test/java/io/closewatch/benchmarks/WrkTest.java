package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrkTest {
  private static final List<String> OUTPUT =
      List.of(
          "Running 3s test @ http://127.0.0.1:8080/",
          "1 threads and 16 connections",
          "Latency   302.11us  310.90us   8.81ms   92.40%",
          "162751 requests in 3.10s, 23.51MB read",
          "Requests/sec:  52500.45",
          "Transfer/sec:      7.58MB");

  @Test
  void readsTheNumberOfRequestsAndTheirRate() throws IOException {
    Wrk wrk = Wrk.parse(OUTPUT);

    assertThat(wrk.requests()).isEqualTo(162_751);
    assertThat(wrk.perSecond()).isEqualTo(52_500.45);
  }

  @Test
  void refusesARunInWhichNotEveryRequestWasAnswered() {
    for (String complaint :
        List.of(
            "Socket errors: connect 0, read 3, write 0, timeout 0",
            "Non-2xx or 3xx responses: 162751")) {
      assertThatThrownBy(() -> Wrk.parse(List.of(OUTPUT.get(3), complaint, OUTPUT.get(4))))
          .hasMessage("not every request was answered: " + complaint);
    }
  }

  @Test
  void refusesOutputWithoutNumbers() {
    assertThatThrownBy(() -> Wrk.parse(OUTPUT.subList(0, 3)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("wrk printed no number of requests: ");
  }
}
