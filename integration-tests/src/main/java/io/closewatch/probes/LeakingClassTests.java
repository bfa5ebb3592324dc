package io.closewatch.probes;

import io.closewatch.junit.FailOnSocketLeak;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leaks before its only test, which does not. */
@FailOnSocketLeak(graceMillis = 200)
class LeakingClassTests {

  @BeforeAll
  static void leaks() throws IOException {
    Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: class
    TestClient.keep(TestClient.request(socket));
  }

  @Test
  void closesAfterTheLeakOfItsClass() throws IOException {
    try (Socket socket = new Socket(TestClient.HOST, TestClient.PORT)) {
      TestClient.request(socket);
    }
  }
}
