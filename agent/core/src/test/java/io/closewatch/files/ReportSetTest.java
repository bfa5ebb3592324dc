package io.closewatch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.kernel.SpareDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportSetTest {
  @TempDir private Path dir;

  private ReportSet set(String name) {
    return new ReportSet(dir.toFile(), name, new SpareDescriptor());
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void writesEachFormatForTheOwnerAloneIntoADirectoryThatItMakes() throws Exception {
    Path made = dir.resolve("a/b/reports");
    ReportSet set = new ReportSet(made.toFile(), "it-7", new SpareDescriptor());

    String text = set.add(".txt", out -> out.append("text \u2713"));
    String json = set.add(".json", out -> out.append("{}"));

    assertThat(text).isEqualTo(made.resolve("it-7.txt").toString());
    assertThat(Path.of(text)).hasContent("text \u2713");
    assertThat(Path.of(json)).hasFileName("it-7.json").hasContent("{}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(text))))
        .isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(made)) {
      assertThat(all).hasSize(2);
    }
  }

  @Test
  void neverOverwritesAndKeepsTheFormatsOfOneReportUnderOneNumber() throws Exception {
    Files.writeString(dir.resolve("r.txt"), "precious");
    Files.createSymbolicLink(dir.resolve("r-2.txt"), dir.resolve("nowhere"));
    ReportSet set = set("r");

    set.add(".txt", out -> out.append("1"));
    set.add(".json", out -> out.append("2"));

    assertThat(files()).containsExactly("r-2.txt", "r-3.json", "r-3.txt", "r.txt");
    assertThat(dir.resolve("r.txt")).hasContent("precious");
    assertThat(dir.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aNameWithTheSuffixDoesNotGetItTwice() throws Exception {
    set("r.json").add(".json", out -> out.append("{}"));

    assertThat(files()).containsExactly("r.json");
  }

  @Test
  void aReportThatCannotBeMadeLeavesNothingBehind() throws Exception {
    ReportSet set = set("r");

    assertThatThrownBy(
            () ->
                set.add(
                    ".txt",
                    out -> {
                      out.append("half");
                      throw new IOException("No space left on device");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot write "
                + dir.resolve("r.txt")
                + ": java.io.IOException: No space left on device");
    assertThatThrownBy(
            () ->
                set.add(
                    ".txt",
                    out -> {
                      throw new OutOfMemoryError("none");
                    }))
        .isExactlyInstanceOf(OutOfMemoryError.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void manyWritersOfOneNameLoseNothing() throws Exception {
    int writers = 16;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<String>> written = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        String content = "report " + i;
        written.add(
            threads.submit(
                () -> {
                  start.await();
                  return set("same").add(".txt", out -> out.append(content));
                }));
      }
      start.countDown();
      for (int i = 0; i < writers; i++) {
        assertThat(Path.of(written.get(i).get())).hasContent("report " + i);
      }
    } finally {
      threads.shutdown();
    }
    assertThat(files()).hasSize(writers).allMatch(name -> name.endsWith(".txt"));
  }

  @Test
  void saysWhyADirectoryCannotBeUsed() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");
    ReportSet set = new ReportSet(file.toFile(), "r", new SpareDescriptor());

    assertThatThrownBy(() -> set.add(".txt", out -> out.append("x")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("the report directory " + file + " is not a directory");
  }

  @Test
  void aParentThatIsALinkIsNoFault() throws Exception {
    Path real = Files.createDirectory(dir.resolve("real"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), real);
    ReportSet set = new ReportSet(link.resolve("reports").toFile(), "r", new SpareDescriptor());

    set.add(".txt", out -> out.append("x"));

    assertThat(real.resolve("reports/r.txt")).hasContent("x");
  }
}
