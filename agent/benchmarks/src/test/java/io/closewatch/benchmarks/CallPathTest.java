package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallPathTest {
  private static final int FRAMES = 48;

  @Test
  void everyPatternIsADistinctTrace() throws IOException {
    Set<List<StackTraceElement>> traces = new HashSet<>();
    for (int pattern = 0; pattern < 1_000; pattern++) {
      traces.add(trace(FRAMES, pattern));
    }

    assertThat(traces).hasSize(1_000);
  }

  @Test
  void samePatternIsTheSameTrace() throws IOException {
    Set<List<StackTraceElement>> traces = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      traces.add(trace(FRAMES, 5));
    }

    assertThat(traces).hasSize(1);
  }

  @Test
  void putsTheAskedNumberOfFramesAboveTheOperation() throws IOException {
    assertThat(trace(FRAMES, 0).size() - trace(1, 0).size()).isEqualTo(FRAMES - 1);
  }

  @Test
  void fiveFramesNextToTheOperationTellAThousandPatternsApart() throws IOException {
    int lambda = 1;
    Set<List<StackTraceElement>> innermost = new HashSet<>();
    for (int pattern = 0; pattern < 1_000; pattern++) {
      innermost.add(trace(FRAMES, pattern).subList(0, lambda + 5));
    }

    assertThat(innermost).hasSize(1_000);
  }

  private static List<StackTraceElement> trace(int frames, long pattern) throws IOException {
    StackTraceElement[][] trace = new StackTraceElement[1][];
    CallPath.call(frames, pattern, () -> trace[0] = new Throwable().getStackTrace());
    return Arrays.asList(trace[0]);
  }
}
