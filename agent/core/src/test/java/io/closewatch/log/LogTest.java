package io.closewatch.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.closewatch.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

class LogTest {
  private final Logger logger = Log.of(LogTest.class);
  private final PrintStream originalErr = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void captureErr() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(originalErr);
    Log.level(LogLevel.WARN);
  }

  @Test
  void printsOneLineWithThePrefix() {
    logger.warn("hook {} of {} is missing", "close", 7);

    assertThat(printed()).isEqualTo("closewatch: WARN hook close of 7 is missing\n");
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, ''",
    "ERROR, ERROR",
    "WARN, ERROR WARN",
    "INFO, ERROR WARN INFO",
    "DEBUG, ERROR WARN INFO DEBUG",
  })
  void levelsLetThroughTheirOwnAndTheGraver(LogLevel level, String expected) {
    Log.level(level);

    logger.error("ERROR");
    logger.warn("WARN");
    logger.info("INFO");
    logger.debug("DEBUG");
    logger.trace("TRACE");

    assertThat(printed().lines().map(line -> line.replaceAll(".* ", "")))
        .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
  }

  @Test
  void debugLinesNameTheLogger() {
    Log.level(LogLevel.DEBUG);

    logger.debug("x");

    assertThat(printed()).isEqualTo("closewatch: DEBUG LogTest: x\n");
  }

  @Test
  void throwablesAreFoldedIntoTheLine() {
    Exception cause = new IllegalStateException("inner");
    cause.setStackTrace(new StackTraceElement[] {frame("b", 2)});
    Exception e = new IOException("disk\nfull", cause);
    e.setStackTrace(
        new StackTraceElement[] {frame("a", 1), frame("b", 2), frame("c", 3), frame("d", 4)});

    logger.warn("no report: {}", "x", e);

    assertThat(printed())
        .isEqualTo(
            "closewatch: WARN no report: x: java.io.IOException: disk full at com.acme.A.a(A.java:1)"
                + " < com.acme.A.b(A.java:2) < com.acme.A.c(A.java:3); caused by"
                + " java.lang.IllegalStateException: inner at com.acme.A.b(A.java:2)\n");
  }

  @Test
  void controlCharactersCannotForgeALine() {
    logger.warn("thread {}", "x\nclosewatch: ERROR forged\u001b[2J");

    assertThat(printed()).isEqualTo("closewatch: WARN thread x closewatch: ERROR forged [2J\n");
  }

  @Test
  void toleratesMissingAndSpareArgumentsAndNulls() {
    logger.warn("{} and {}", "one");
    logger.warn("none", "spare");
    logger.warn("{}", (Object) null);
    logger.warn(null);

    assertThat(printed())
        .isEqualTo(
            """
            closewatch: WARN one and {}
            closewatch: WARN none
            closewatch: WARN null
            closewatch: WARN null
            """);
  }

  @Test
  void neverThrows() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new UnsupportedOperationException();
          }
        };
    logger.warn("value {}", broken);
    assertThat(printed())
        .isEqualTo(
            "closewatch: WARN value (java.lang.UnsupportedOperationException in toString)\n");

    System.setErr(
        new PrintStream(err) {
          @Override
          public void println(String line) {
            throw new IllegalStateException("closed");
          }
        });
    assertThatCode(() -> logger.warn("x")).doesNotThrowAnyException();
  }

  private static StackTraceElement frame(String method, int line) {
    return new StackTraceElement("com.acme.A", method, "A.java", line);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
