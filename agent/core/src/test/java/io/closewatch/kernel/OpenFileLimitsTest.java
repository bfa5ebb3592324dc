package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFileLimitsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "1024 524288, 1024, 524288",
    "1024 unlimited, 1024, 9223372036854775807",
    "unlimited unlimited, 9223372036854775807, 9223372036854775807",
    "? 4096, -1, 4096"
  })
  void readsBothLimits(String numbers, long soft, long hard) throws IOException {
    ProcFixture proc = ProcFixture.empty(directory);
    proc.limits("Max processes 1 2 processes\nMax open files  " + numbers + "   files \n");

    OpenFileLimits limits = new OpenFileLimits(proc.root(), new LineScanner());
    limits.read();

    assertThat(limits.soft()).isEqualTo(soft);
    assertThat(limits.hard()).isEqualTo(hard);
    limits.close();
  }

  @Test
  void followsAChangedLimit() throws IOException {
    ProcFixture proc = ProcFixture.empty(directory);
    OpenFileLimits limits = new OpenFileLimits(proc.root(), new LineScanner());
    limits.read();
    assertThat(limits.soft()).isEqualTo(20_000);

    proc.limits("Max open files 77 88 files\n");
    limits.read();

    assertThat(limits.soft()).isEqualTo(77);
    limits.close();
  }

  @Test
  void saysThatTheRowIsMissing() throws IOException {
    ProcFixture proc = ProcFixture.empty(directory).limits("Max processes 1 2 processes\n");

    try (OpenFileLimits limits = new OpenFileLimits(proc.root(), new LineScanner())) {
      assertThatThrownBy(limits::read)
          .isInstanceOf(IOException.class)
          .hasMessage(directory.resolve("limits") + ": no row \"Max open files\"");
      assertThat(limits.soft()).isEqualTo(OpenFileLimits.UNKNOWN);
    }
  }
}
