package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class PreflightTest {

  @Test
  void namesTheRootCauseOfAnAgentThatAbortsTheJvm() {
    assertThat(
            Preflight.lastCause(
                Arrays.asList(
                    "Exception in thread \"main\" java.lang.reflect.InvocationTargetException",
                    "\tat java.base/java.lang.reflect.Method.invoke(Method.java:569)",
                    "Caused by: java.lang.Error: java.lang.NoSuchFieldException: socket",
                    "Caused by: java.lang.NoSuchFieldException: socket",
                    "FATAL ERROR in native method: processing of -javaagent failed")))
        .isEqualTo("java.lang.NoSuchFieldException: socket");
  }

  @Test
  void elseGivesTheFirstLine() {
    assertThat(Preflight.lastCause(Arrays.asList("Error opening zip file", "agent library failed")))
        .isEqualTo("Error opening zip file");
    assertThat(Preflight.lastCause(Collections.emptyList())).isEqualTo("no output");
  }
}
