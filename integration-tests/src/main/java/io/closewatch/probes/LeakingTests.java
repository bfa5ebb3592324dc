package io.closewatch.probes;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.closewatch.junit.FailOnSocketLeak;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests whose names say how they leave their sockets. */
@FailOnSocketLeak(graceMillis = 200, ignore = "io.closewatch.probes.Legacy*")
class LeakingTests {

  @Test
  void leaks() throws IOException {
    Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: test
    TestClient.keep(TestClient.request(socket));
  }

  @Test
  void closes() throws IOException {
    try (Socket socket = new Socket(TestClient.HOST, TestClient.PORT)) {
      TestClient.request(socket);
    }
  }

  /** Returns as soon as it is closed, whatever it may take. */
  @Test
  @FailOnSocketLeak(graceMillis = 60_000)
  void closesOnAnotherThreadSoon() throws IOException {
    Socket socket = TestClient.request(new Socket(TestClient.HOST, TestClient.PORT));
    IdleClosingServer.daemon("closer", () -> closeLater(socket));
  }

  @Test
  void drops() throws IOException {
    new Socket(TestClient.HOST, TestClient.QUIET_PORT).setTcpNoDelay(true); // leak: dropped
  }

  @Test
  void keepsAnOpenConnection() throws IOException {
    TestClient.keep(new Socket(TestClient.HOST, TestClient.QUIET_PORT));
  }

  @Test
  void leaksInLegacyCode() throws IOException {
    LegacyClient.leak();
  }

  @Test
  void leaksOnAThreadOfItsOwn() throws InterruptedException {
    Thread thread = new Thread(LeakingTests::leakOnThread, "of the test");
    thread.start();
    thread.join();
  }

  @RepeatedTest(2)
  void leaksOnce(RepetitionInfo repetition) throws IOException {
    try (Socket socket = new Socket(TestClient.HOST, TestClient.PORT)) {
      TestClient.request(socket);
    }
    if (repetition.getCurrentRepetition() == 2) {
      Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: repeated
      TestClient.keep(TestClient.request(socket));
    }
  }

  @TestFactory
  Stream<DynamicTest> makes() {
    return Stream.of(
        dynamicTest("one that closes", this::closes),
        dynamicTest("one that leaks", LeakingTests::leakInFactory));
  }

  @Nested
  class Inner {

    @Test
    void leaksNested() throws IOException {
      Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: nested
      TestClient.keep(TestClient.request(socket));
    }
  }

  private static void leakInFactory() throws IOException {
    Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: factory
    TestClient.keep(TestClient.request(socket));
  }

  private static void leakOnThread() {
    try {
      Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: thread
      TestClient.keep(TestClient.request(socket));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void closeLater(Socket socket) {
    try {
      Thread.sleep(100);
      socket.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
