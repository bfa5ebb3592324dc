package io.closewatch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.closewatch.kernel.SpareDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
  @TempDir Path dir;

  @Test
  void createsTheDirectoryAndTheFileForTheOwnerAlone() throws Exception {
    Path reports = dir.resolve("a/b/reports");

    String path = files(reports).write("x-1.txt", ".txt", "text \u2713");

    assertThat(path).isEqualTo(reports.resolve("x-1.txt").toString());
    assertThat(Path.of(path)).hasContent("text \u2713");
    assertThat(mode(reports)).isEqualTo("rwx------");
    assertThat(mode(Path.of(path))).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tmp/a.txt",
        "a/b.txt",
        "..\\a.txt",
        "a\\b.txt",
        "../a.txt",
        "a\0.txt",
        "a\n.txt",
        "a b.txt",
        "c:a.txt",
        "\u00e4.txt",
        ".a.txt",
        ".txt",
        "..txt",
        "a..txt",
        "a",
        "a.sh",
        "a.txt.sh",
        "a.TXT",
        "a.json",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.txt"
      })
  void refusesNamesThatAreNotBareOrOfAnotherSuffix(String name) {
    Path reports = dir.resolve("reports");

    assertThatThrownBy(() -> files(reports).write(name, ".txt", "x"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("file name ");
    assertThat(reports).doesNotExist();
  }

  @Test
  void refusesSuffixesThatAreNoReport() {
    assertThatThrownBy(() -> files(dir).write("a.sh", ".sh", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverOverwrites() throws Exception {
    Path existing = Files.writeString(dir.resolve("a.txt"), "precious");

    assertThatThrownBy(() -> files(dir).write("a.txt", ".txt", "x"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(existing + " is there already and is not overwritten");
    assertThat(existing).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverFollowsALink(boolean targetExists) throws Exception {
    Path target = dir.resolve("target");
    if (targetExists) {
      Files.writeString(target, "precious");
    }
    Path reports = Files.createDirectory(dir.resolve("reports"));
    Files.createSymbolicLink(reports.resolve("a.txt"), target);

    assertThatThrownBy(() -> files(reports).write("a.txt", ".txt", "x"))
        .isInstanceOf(IllegalStateException.class);
    if (targetExists) {
      assertThat(target).hasContent("precious");
    } else {
      assertThat(target).doesNotExist();
    }
  }

  @Test
  void refusesADirectoryThatIsALink() throws Exception {
    Path real = Files.createDirectory(dir.resolve("real"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), real);

    assertThatThrownBy(() -> files(link).write("a.txt", ".txt", "x"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the report directory "
                + link
                + " is a symbolic link; set reportDir to a real directory");
    assertThat(real).isEmptyDirectory();
  }

  @Test
  void refusesADirectoryOfAnotherUser() throws Exception {
    Path foreign = Files.createDirectory(dir.resolve("foreign"));
    assumeTrue(ownUid() == 0, "only root can give a directory away");
    Files.setAttribute(foreign, "unix:uid", 54321);

    assertThatThrownBy(() -> files(foreign).write("a.txt", ".txt", "x"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the report directory "
                + foreign
                + " belongs to another user (uid 54321); set reportDir to a directory of your own");
    assertThat(foreign).isEmptyDirectory();
  }

  @Test
  void saysWhyADirectoryCannotBeMade() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");

    assertThatThrownBy(() -> files(file).write("a.txt", ".txt", "x"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("the report directory " + file + " is not a directory");
    assertThatThrownBy(() -> files(file.resolve("sub")).write("a.txt", ".txt", "x"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cannot use the report directory " + file.resolve("sub") + ": ");
  }

  @Test
  void generatedNamesOfOneSecondDoNotCollide() throws Exception {
    ReportFiles files = files(dir);

    for (int i = 0; i < 5; i++) {
      assertThat(files.write("", ".txt", "x")).startsWith(dir + "/closewatch-").endsWith(".txt");
    }

    assertThat(Files.list(dir)).hasSize(5);
  }

  @Test
  void emergencyReportsAreNamedByProcessAndUtcTime() throws Exception {
    ReportFiles files = files(dir.resolve("reports"));
    files.rehearse();
    assertThat(dir.resolve("reports")).doesNotExist();

    String first = files.writeEmergency("x");
    assertThat(first)
        .matches(
            dir.resolve("reports")
                + "/closewatch-emergency-"
                + ProcessHandle.current().pid()
                + "-\\d{8}-\\d{6}Z\\.txt");
    assertThat(files.writeEmergency("y")).isNotEqualTo(first);
  }

  private static ReportFiles files(Path reportDir) {
    return new ReportFiles(reportDir.toFile(), new SpareDescriptor());
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static int ownUid() throws Exception {
    return (Integer) Files.getAttribute(Path.of("/proc/self/task"), "unix:uid");
  }
}
