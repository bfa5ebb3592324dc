package io.closewatch.probes;

import java.io.IOException;
import java.net.Socket;

/** A client whose leaks are known. */
final class LegacyClient {

  static void leak() throws IOException {
    TestClient.keep(TestClient.request(new Socket(TestClient.HOST, TestClient.PORT)));
  }

  private LegacyClient() {}
}
