package io.closewatch.probes;

import io.closewatch.junit.FailOnSocketLeak;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three tests that run at the same time; wants three threads. */
@Execution(ExecutionMode.CONCURRENT)
@FailOnSocketLeak(graceMillis = 200)
class ParallelTests {

  private static final CyclicBarrier ALL = new CyclicBarrier(3);

  @Test
  void leaksOnItsOwnThread() throws Exception {
    await();
    Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: own thread
    TestClient.keep(TestClient.request(socket));
    await();
  }

  @Test
  void leaksOnAnotherThread() throws Exception {
    await();
    Thread thread = new Thread(ParallelTests::leak, "of a test");
    thread.start();
    thread.join();
    await();
  }

  @Test
  void opensNothing() throws Exception {
    await();
    await();
  }

  private static void leak() {
    try {
      Socket socket = new Socket(TestClient.HOST, TestClient.PORT); // leak: another thread
      TestClient.keep(TestClient.request(socket));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await() throws Exception {
    ALL.await(60, TimeUnit.SECONDS);
  }
}
