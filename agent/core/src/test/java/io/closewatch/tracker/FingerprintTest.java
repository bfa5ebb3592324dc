package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @Test
  void staysWhenTheLineMovesAndChangesWithMethodAndKind() {
    String here = Fingerprint.of(frame("call", 42), SocketKind.CLIENT_SOCKET);

    assertThat(here).matches("[0-9a-f]{16}");
    assertThat(Fingerprint.of(frame("call", 57), SocketKind.CLIENT_SOCKET)).isEqualTo(here);
    assertThat(Fingerprint.of(frame("pay", 42), SocketKind.CLIENT_SOCKET)).isNotEqualTo(here);
    assertThat(Fingerprint.of(frame("call", 42), SocketKind.CLIENT_CHANNEL)).isNotEqualTo(here);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Pay, com.acme.Pay",
    "com.acme.Pay$1, com.acme.Pay$1",
    "com.acme.Pay$$Lambda$12/0x00007f12, com.acme.Pay$$Lambda",
    "com.acme.Pay$$Lambda/0x00007f12, com.acme.Pay$$Lambda",
    "jdk.proxy2.$Proxy17, jdk.proxy2.$Proxy",
    "com.acme.Pay/0x0000000800c03000, com.acme.Pay",
    "lambda$run$3, lambda$run",
    "call2, call2",
  })
  void leavesOutNumbersThatChangeFromRunToRun(String name, String normalised) {
    assertThat(Fingerprint.normalised(name)).isEqualTo(normalised);
  }

  private static Frame frame(String method, int line) {
    return new Frame("com.acme.Pay", method, "Pay.java", line);
  }
}
