package io.closewatch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0000000000000001 | expected \"0123456789abcdef  max=3  # comment\", not",
        "000000000000000g  max=1 | expected",
        "0000000000000001  max=-1 | expected",
        "0000000000000001  max=9999999999 | expected",
        "0000000000000001  max=1 comment | expected",
        "0000000000000001  max=1 # until=soon | until=soon is no date such as until=2026-12-31",
        "0000000000000001  max=1 # until=2026-02-30 | until=2026-02-30 is no date",
        "0000000000000002  max=1 | 0000000000000002 is there twice",
      })
  void aBadLineIsNamed(String line, String message) throws Exception {
    Path file = dir.resolve("b.txt");
    Files.writeString(file, "# x\n0000000000000002  max=1\n" + line + "\n");

    assertThatThrownBy(() -> Baseline.read(file))
        .isInstanceOf(BadFileException.class)
        .hasMessageStartingWith(file + ":3: ")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotTextIsNamed() throws Exception {
    Path file = Files.write(dir.resolve("b.txt"), new byte[] {'#', (byte) 0xff, '\n'});

    assertThatThrownBy(() -> Baseline.read(file)).hasMessage("baseline " + file + " is not UTF-8");
  }

  @Test
  void windowsLineEndsAndUmlautsAreRead() throws Exception {
    Path file = dir.resolve("b.txt");
    Files.writeString(file, "0000000000000002  max=2 # \u00e4,until=2026-01-01\r\n");

    BaselineEntry entry = Baseline.read(file).entry("0000000000000002");

    assertThat(entry.max()).isEqualTo(2);
    assertThat(entry.comment()).isEqualTo("\u00e4,until=2026-01-01");
    assertThat(entry.until()).hasToString("2026-01-01");
  }
}
