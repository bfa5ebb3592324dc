package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FdLinksTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "socket:[1], 1",
    "socket:[4294967295], 4294967295",
    "/not/there/app.log (deleted), -3",
    "/not/there/socket:[5], -3",
    "pipe:[5], -4",
    "anon_inode:[eventpoll], -4",
    "net:[4026531840], -4",
    "socket:[5, -4",
    "socket:, -4",
    "socket:[], -2",
    "socket:[0], -2",
    "socket:[-5], -2",
    "socket:[99999999999999999999], -2"
  })
  void tellsWhatADescriptorIs(String target, long expected) throws IOException {
    ProcFixture proc = ProcFixture.empty(directory).link(7, target);

    assertThat(new FdLinks(proc.fdDirectory()).read(7)).isEqualTo(expected);
  }

  @Test
  void tellsThatADescriptorIsNotOpen() {
    assertThat(new FdLinks(directory).read(7)).isEqualTo(FdQuery.NOT_OPEN);
  }
}
