package io.closewatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private static final TextSource NOTHING = TextSource.of(Map.of());

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T00:30:00.999Z, 20261121T003000Z",
    "1970-01-01T00:00:00Z, 19700101T000000Z",
    "1969-12-31T23:59:59.500Z, 19691231T235959Z",
    "2028-02-29T09:08:07Z, 20280229T090807Z",
  })
  void theStartIsCompactUtc(Instant start, String text) {
    assertThat(new Placeholders(start.toEpochMilli(), NOTHING).expand("a-%t-%t"))
        .isEqualTo("a-" + text + "-" + text);
  }

  @Test
  void thePidIsThatOfThisProcess() {
    assertThat(new Placeholders(0, NOTHING).expand("x-%p"))
        .isEqualTo("x-" + ProcessHandle.current().pid());
  }

  @Test
  void theHostIsThatOfTheKernel() throws Exception {
    String known = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();

    assertThat(new Placeholders(0, TextSource.of(Map.of("HOSTNAME", "other"))).expand("%h"))
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web-1.example.com | web-1.example.com",
        "../../etc | ___.__etc",
        "a/b\\c | a_b_c",
        "..x..y | __x._y",
        "caf\u00e9 <img> | caf___img_",
      })
  void aHostIsMadeAFileName(String host, String name) throws Exception {
    Path file = Files.writeString(dir.resolve("hostname"), host + "\n");

    String expanded = new Placeholders(0, NOTHING, file.toString()).expand("%h");
    assertThat(expanded).isEqualTo(name);
    assertThat(expanded).doesNotContain("/").doesNotContain("..").doesNotStartWith(".");
  }

  @Test
  void aHostOfAnyLengthIsShort() throws Exception {
    Path file = Files.writeString(dir.resolve("hostname"), "h".repeat(200));

    assertThat(new Placeholders(0, NOTHING, file.toString()).expand("%h")).hasSize(63);
  }

  @Test
  void withoutTheKernelsFileTheEnvironmentSaysIt() {
    String none = dir.resolve("none").toString();

    assertThat(new Placeholders(0, TextSource.of(Map.of("HOSTNAME", "env-1")), none).expand("%h"))
        .isEqualTo("env-1");
    assertThat(new Placeholders(0, NOTHING, none).expand("%h")).isEqualTo("unknown-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "100%", "%x-%P", "%%"})
  void whatIsNoPlaceholderStays(String text) {
    assertThat(new Placeholders(0, NOTHING).expand(text)).isEqualTo(text);
  }
}
