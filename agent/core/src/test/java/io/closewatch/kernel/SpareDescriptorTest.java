package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareDescriptorTest {
  @TempDir private Path dir;
  private Path file;
  private SpareDescriptor spare;

  @BeforeEach
  void takeIt() throws IOException {
    file = Files.createFile(dir.resolve("spare"));
    spare = new SpareDescriptor(file.toFile());
    spare.restore();
  }

  @AfterEach
  void giveItUp() {
    spare.close();
  }

  @Test
  void isKeptAsLongAsThereAreOthers() throws IOException {
    spare.restore();

    assertThat(spare.<Integer>lendTo(this::held)).isEqualTo(1);
    assertThat(held()).isEqualTo(1);
  }

  @Test
  void isGivenBackRightBeforeTheSecondAttemptAndTakenAgainAfterwards() throws IOException {
    List<Integer> heldInAttempts = new ArrayList<>();

    String opened =
        spare.lendTo(
            () -> {
              heldInAttempts.add(held());
              if (heldInAttempts.size() == 1) {
                throw new FileSystemException("x", null, "Zu viele offene Dateien");
              }
              return "opened";
            });

    assertThat(opened).isEqualTo("opened");
    assertThat(heldInAttempts).containsExactly(1, 0);
    spare.restore();
    assertThat(held()).isEqualTo(1);
  }

  @Test
  void givesUpWhenOthersAreFaster() {
    List<String> attempts = new ArrayList<>();

    assertThatThrownBy(
            () ->
                spare.lendTo(
                    () -> {
                      attempts.add("attempt");
                      throw new FileSystemException("x", null, "Too many open files");
                    }))
        .hasMessageContaining("Too many open files");
    assertThat(attempts).hasSize(3);
  }

  @Test
  void isNotWastedOnOtherFailures() throws IOException {
    assertThatThrownBy(() -> spare.lendTo(() -> Files.newByteChannel(dir.resolve("missing"))))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(
            () ->
                spare.lendTo(
                    () -> {
                      throw new AccessDeniedException("x");
                    }))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(held()).isEqualTo(1);
  }

  @Test
  void doesNotTakeAFileThatIsNotThereForLackOfDescriptors() throws IOException {
    assertThat(spare.noneIsFree()).isFalse();
    Files.delete(file);
    assertThat(spare.noneIsFree()).isTrue();

    SpareDescriptor never = new SpareDescriptor(file.toFile());
    never.restore();
    assertThat(never.noneIsFree()).isFalse();
  }

  @Test
  void staysGivenUp() throws IOException {
    spare.close();
    spare.restore();

    assertThat(held()).isZero();
  }

  /** How many descriptors of this process are the spare file. */
  private int held() throws IOException {
    int count = 0;
    try (var fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : fds) {
        try {
          count += Files.readSymbolicLink(fd).equals(file.toRealPath()) ? 1 : 0;
        } catch (NoSuchFileException closed) {
          continue;
        }
      }
    }
    return count;
  }
}
