package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  @Test
  void stacksThatReadTheSameAreEqual() {
    Trace trace = trace("Pay.java", 42);

    assertThat(trace).isEqualTo(trace("Pay.java", 42)).hasSameHashCodeAs(trace("Pay.java", 42));
    assertThat(trace).isNotEqualTo(trace("Pay.java", 43));
  }

  private static Trace trace(String file, int line) {
    return new Trace(List.of(new Frame("com.acme.Pay", "call", file, line)), 0);
  }
}
