package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javax.management.JMException;
import javax.management.Notification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that block, throw or are never asked for what they have heard; within and without. */
class FaultyListenersIT {
  private static final String DROPPED =
      "a listener of the MBean Sockets does not return: its oldest notifications are dropped";

  private static final int LEAKS = 10;

  /** Each gives two notifications of each leak: it is gone, and there again. */
  private static final int CHANGES = 55;

  /** More than wait for a listener that does not return. */
  private static final int NOTIFICATIONS = 2 * LEAKS * CHANGES;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.closewatch.it.TestJdks#oldestAndNewest")
  void theyHoldUpNeitherScansNorOtherListenersNorGrow(Jdk jdk) throws Exception {
    int port = ScrapedService.freePort();
    CountDownLatch released = new CountDownLatch(1);
    try (RunningApp app = start(jdk, port);
        RemoteClient blocked = RemoteClient.connect(port, Map.of());
        RemoteClient deaf = RemoteClient.connect(port, neverFetching());
        RemoteClient healthy = RemoteClient.connect(port, Map.of())) {
      CountDownLatch blocking = new CountDownLatch(1);
      blocked.listen(
          (notification, handback) -> {
            blocking.countDown();
            awaitUninterrupted(released);
          });
      List<Notification> unheard = deaf.notifications();
      List<Notification> heard = healthy.notifications();

      changeOften(healthy);

      await().atMost(RunningApp.PATIENCE).until(() -> heard.size() >= NOTIFICATIONS);
      assertThat(heard)
          .extracting(Notification::getSequenceNumber)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(unheard).isEmpty();
      assertThat(blocking.getCount()).isZero();
      scansGoOn(app, healthy, heard);
      assertThat(app.stderr()).filteredOn(line -> line.contains(DROPPED)).hasSize(1);
    } finally {
      released.countDown();
    }
  }

  private static RunningApp start(Jdk jdk, int port) {
    return AgentJvm.on(jdk)
        .probe("FaultyListeners")
        .agent()
        .jvmArgs(
            "-Dcom.sun.management.jmxremote.port=" + port,
            "-Dcom.sun.management.jmxremote.rmi.port=" + port,
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false")
        .expectStderr("closewatch: WARN " + DROPPED)
        .expectStderr(RemoteClient.CLOSED_WHILE_LISTENING)
        .start()
        .awaitReady();
  }

  /** Subscribes, and never asks for what there is. */
  private static Map<String, ?> neverFetching() {
    Executor idle = task -> {};
    return Map.of("jmx.remote.x.fetch.notifications.executor", idle);
  }

  private static void changeOften(RemoteClient client) throws IOException, JMException {
    await().atMost(RunningApp.PATIENCE).until(() -> client.sockets("Leaks") == LEAKS);
    for (int i = 0; i < CHANGES; i++) {
      client.control("setOption", "closeWaitGrace", "1h");
      client.control("setOption", "closeWaitGrace", "default");
    }
    assertThat(client.sockets("Leaks")).isEqualTo(LEAKS);
  }

  /** Of a new leak nobody tells the agent: its own thread finds it, and tells of it. */
  private static void scansGoOn(RunningApp app, RemoteClient client, List<Notification> heard) {
    String line = Sources.marked("FaultyListeners", "// leak: late");
    app.send("");
    await()
        .atMost(RunningApp.PATIENCE)
        .until(() -> heard.stream().anyMatch(n -> n.getMessage().contains(line)));
    await().atMost(RunningApp.PATIENCE).until(() -> client.sockets("Leaks") == LEAKS + 1);
    app.send("");
    await().atMost(RunningApp.PATIENCE).until(() -> heardWithin(app) > NOTIFICATIONS);
  }

  private static int heardWithin(RunningApp app) {
    List<String> lines = app.stdout();
    String last = lines.get(lines.size() - 1);
    int at = last.indexOf("heard ");
    return last.startsWith((LEAKS + 2) + " open") && at > 0
        ? Integer.parseInt(last.substring(at + 6))
        : 0;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
