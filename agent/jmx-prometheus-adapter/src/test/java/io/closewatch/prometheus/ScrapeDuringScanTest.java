package io.closewatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Graces;
import io.closewatch.files.ReportFiles;
import io.closewatch.jmx.JmxSurface;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.Monitor;
import io.closewatch.report.AgentInfo;
import io.closewatch.report.Report;
import io.closewatch.tracker.SocketTracker;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scrape while the monitor's scan goes on and on: the last report is there, and is read. */
class ScrapeDuringScanTest {
  private static final int MANY = 200;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch inScan = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile boolean slow;

  private final Monitor monitor =
      new Monitor(
          SocketTracker.create(List.of()),
          new Graces(30_000, 60_000, 10_000, 30_000, 300_000),
          10_000,
          this::agent,
          () -> new Class<?>[0]);
  private final JmxSurface surface =
      new JmxSurface(
          new Control(),
          Config.load(""),
          report -> "",
          new ReportFiles(new File("target/reports"), new SpareDescriptor()));

  @BeforeEach
  void register() throws Exception {
    surface.register(server);
    monitor.scan();
    surface.refresh();
  }

  @AfterEach
  void unregister() {
    goOn.countDown();
    surface.unregister();
    monitor.stop();
    threads.shutdownNow();
  }

  @Test
  void isNotHeldUpByTheScan() throws Exception {
    String before = scrape().get(30, TimeUnit.SECONDS);
    slow = true;
    Future<Report> scan = threads.submit(() -> monitor.scan());
    assertThat(inScan.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(scrape().get(30, TimeUnit.SECONDS)).isEqualTo(before);
    assertThat(threads.submit(this::attributes).get(30, TimeUnit.SECONDS))
        .hasSizeGreaterThan(30)
        .allMatch(attribute -> attribute.getValue() != null);
    assertThat(scan).isNotDone();

    goOn.countDown();
    scan.get(30, TimeUnit.SECONDS);
    assertThat(monitor.latest()).isSameAs(scan.get());
  }

  @Test
  void attributesReadTogetherAreOfOneScan() throws Exception {
    Future<?> scans =
        threads.submit(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                monitor.scan();
              }
            });
    ObjectName sockets = new ObjectName("io.closewatch:type=Sockets");
    String[] twice = {"ScanDurationSeconds", "FdsUsed", "ScanDurationSeconds"};
    Set<Object> scansSeen = new HashSet<>();
    while (scansSeen.size() < MANY) {
      AttributeList read = server.getAttributes(sockets, twice);
      assertThat(value(read, 0)).isEqualTo(value(read, 2));
      scansSeen.add(value(read, 0));
    }
    scans.cancel(true);
  }

  private static Object value(AttributeList list, int index) {
    return ((Attribute) list.get(index)).getValue();
  }

  private Future<String> scrape() {
    return threads.submit(
        () ->
            Scrape.ofThisJvm()
                .lines()
                .filter(line -> !line.contains("scan_timestamp"))
                .reduce("", String::concat));
  }

  private List<Attribute> attributes() throws Exception {
    List<Attribute> all = new ArrayList<>();
    for (ObjectName name : server.queryNames(new ObjectName("io.closewatch:*"), null)) {
      String[] names =
          Arrays.stream(server.getMBeanInfo(name).getAttributes())
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);
      assertThat(server.getAttributes(name, names)).hasSameSizeAs(names);
      all.addAll(server.getAttributes(name, names).asList());
    }
    return all;
  }

  /** Asked by each scan when it has everything, and under its lock. */
  private AgentInfo agent() {
    if (slow) {
      inScan.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new AgentInfo("0.1.0", 0, false, 4242, "com.acme.Main", "JVM 17", List.of(), 0);
  }

  private final class Control implements AgentControl {
    @Override
    public Report latest() {
      return monitor.latest();
    }

    @Override
    public Report scan() {
      return monitor.scan();
    }

    @Override
    public String stop() {
      return "";
    }
  }
}
