package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM with the heap of a small container, and many open sockets in it. */
class SmallHeapIT {
  private static final int SOCKETS = 2_000;
  private static final int LINES = 300;

  /** A good three megabytes are there with one socket already. */
  private static final long MOST_BYTES = 8L << 20;

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void sixtyFourMegabytesAreEnough(Jdk jdk) throws Exception {
    long without;
    try (RunningApp app = leaking(jdk).start().awaitReady();
        AgentMBeans mbeans = AgentMBeans.connectWithoutAgent(app.pid())) {
      without = live(mbeans);
    }
    try (RunningApp app = leaking(jdk).agent().start().awaitReady()) {
      AgentMBeans mbeans = app.mbeans();
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> mbeans.freshReport(), r -> mbeans.leakedSockets() == SOCKETS + LINES);
      AgentReport report = mbeans.report();
      long with = live(mbeans);

      assertThat(with - without).isLessThan(MOST_BYTES);
      assertThat(report.verdict()).contains((LINES + 1) + " lines leak sockets");
      assertThat(report.leaks()).containsOnly("NOT_CLOSED");
      assertThat(report.unwrapped())
          .contains(
              "1. NOT_CLOSED (likely): 2000 sockets at io.closewatch.probes.LeakSite0000.apply("
                  + Sources.marked("LeakSite0000", "// leak: one line"))
          .contains("What could not be seen: nothing");
      assertThat(mbeans.status()).isEqualTo("ok");
    }
  }

  static Stream<Jdk> jdks() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }

  /** The first OutOfMemoryError would end it. */
  private static AgentJvm leaking(Jdk jdk) {
    return AgentJvm.on(jdk)
        .jvmArgs("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
        .probe("ManyLeaks", "sockets", Integer.toString(SOCKETS), "lines", Integer.toString(LINES));
  }

  /** Heap that a full collection leaves. */
  private static long live(AgentMBeans mbeans) throws Exception {
    MemoryMXBean memory =
        ManagementFactory.newPlatformMXBeanProxy(
            mbeans.server(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
