package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineScannerTest {
  private final LineScanner scanner = new LineScanner();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 4096, 100_000})
  void findsLinesWhereverThePiecesEnd(int pieceSize) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      expected.add("x".repeat(i % 200) + i);
    }
    byte[] bytes = (String.join("\n", expected) + "\n").getBytes(StandardCharsets.US_ASCII);

    assertThat(lines(new Chunks(bytes, pieceSize, 3))).isEqualTo(expected);
    assertThat(scanner.overlong()).isZero();
  }

  @Test
  void tellsThatTheLastLineMayBeCut() throws IOException {
    scanner.start(Chunks.of("one\ntwo"));

    assertThat(scanner.next()).isTrue();
    assertThat(scanner.terminated()).isTrue();
    assertThat(scanner.next()).isTrue();
    assertThat(scanner.terminated()).isFalse();
    assertThat(scanner.next()).isFalse();
    assertThat(scanner.next()).isFalse();
  }

  @Test
  void skipsAndCountsLinesThatDoNotFit() throws IOException {
    String tooLong = "x".repeat(LineScanner.BUFFER_SIZE);
    String longest = "y".repeat(LineScanner.BUFFER_SIZE - 1);
    String text = "a\n" + tooLong + tooLong + tooLong + "\nb\n" + longest + "\n" + tooLong;

    assertThat(lines(Chunks.of(text))).containsExactly("a", "b", longest);
    assertThat(scanner.overlong()).isEqualTo(2);
  }

  @Test
  void startsAfreshForTheNextFile() throws IOException {
    assertThat(lines(Chunks.of("x".repeat(20_000)))).isEmpty();
    assertThat(lines(Chunks.of(""))).isEmpty();
    assertThat(lines(Chunks.of("a\n\nb\n"))).containsExactly("a", "", "b");
    assertThat(scanner.overlong()).isZero();
  }

  private List<String> lines(ByteSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    scanner.start(source);
    while (scanner.next()) {
      int length = scanner.lineEnd() - scanner.lineStart();
      lines.add(new String(scanner.buffer, scanner.lineStart(), length, StandardCharsets.US_ASCII));
    }
    return lines;
  }
}
