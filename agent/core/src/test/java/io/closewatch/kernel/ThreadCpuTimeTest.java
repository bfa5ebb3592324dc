package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadCpuTimeTest {

  @Test
  void readsTheFirstNumberAnew(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("schedstat"), "123456789 59389 1\n");
    try (ThreadCpuTime time = new ThreadCpuTime(directory)) {
      assertThat(time.nanos()).isEqualTo(123_456_789L);
      Files.writeString(file, "223456789 59389 1\n");
      assertThat(time.nanos()).isEqualTo(223_456_789L);
    }
  }

  @Test
  void fallsBackToTheClock(@TempDir Path directory) throws IOException {
    try (ThreadCpuTime missing = new ThreadCpuTime(directory)) {
      long before = System.nanoTime();
      assertThat(missing.nanos()).isBetween(before, System.nanoTime());
    }
    Files.writeString(directory.resolve("schedstat"), "nonsense");
    try (ThreadCpuTime damaged = new ThreadCpuTime(directory)) {
      long before = System.nanoTime();
      assertThat(damaged.nanos()).isBetween(before, System.nanoTime());
    }
  }

  @Test
  void growsWithTheWorkOfThisThread() {
    try (ThreadCpuTime time = ThreadCpuTime.ofThisThread()) {
      long before = time.nanos();
      long end = System.nanoTime() + 200_000_000L;
      long sum = 0;
      while (System.nanoTime() < end) {
        sum += Long.hashCode(System.nanoTime());
      }
      assertThat(time.nanos() - before).as("after work of " + sum).isPositive();
    }
  }
}
