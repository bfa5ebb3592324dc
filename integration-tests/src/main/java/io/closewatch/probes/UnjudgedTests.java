package io.closewatch.probes;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Nothing here knows of closewatch. */
class UnjudgedTests {

  @Test
  void leaksThree() throws IOException {
    for (int i = 0; i < 3; i++) {
      Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: unjudged
      TestClient.keep(TestClient.request(socket));
    }
  }

  @Test
  void closes() throws IOException {
    try (Socket socket = new Socket(TestClient.HOST, TestClient.PORT)) {
      TestClient.request(socket);
    }
  }
}
