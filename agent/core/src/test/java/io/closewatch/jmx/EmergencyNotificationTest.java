package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.closewatch.config.Config;
import io.closewatch.report.EmergencyReport;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

class EmergencyNotificationTest {
  private final EmergencyReport emergency =
      new EmergencyReport(new SampleReport().build(), "java.io.IOException: no more", 4);

  @Test
  void namesTheVerdictAndTheFileOrWhyThereIsNone() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    JmxSurface surface =
        new JmxSurface(new FakeControl(new SampleReport().build()), Config.load(""), report -> "");
    surface.register(server);
    List<Notification> heard = new CopyOnWriteArrayList<>();
    server.addNotificationListener(
        new ObjectName("io.closewatch:type=Sockets"), (n, handback) -> heard.add(n), null, null);

    surface.emergencyReported(emergency.writtenTo("/r/x.txt"));
    surface.emergencyReported(emergency.notWritten("permission denied"));

    String verdict = "no leak found - 0 open sockets, watched for 1m";
    await().until(() -> heard.size() == 2);
    assertThat(heard)
        .extracting(Notification::getType)
        .containsOnly("io.closewatch.emergency.report");
    assertThat(heard)
        .extracting(Notification::getMessage)
        .containsExactly(
            "Descriptors 120 of 1024 used, report: /r/x.txt. " + verdict,
            "Descriptors 120 of 1024 used, no report file: permission denied. " + verdict);
    assertThat(heard)
        .extracting(EmergencyNotificationTest::items)
        .containsExactly(
            "{failure=java.io.IOException: no more, fds_limit=1024, fds_used=120, held_back=4,"
                + " path=/r/x.txt, problem=, verdict="
                + verdict
                + "}",
            "{failure=java.io.IOException: no more, fds_limit=1024, fds_used=120, held_back=4,"
                + " path=, problem=permission denied, verdict="
                + verdict
                + "}");
  }

  private static String items(Notification notification) {
    CompositeData data = (CompositeData) notification.getUserData();
    TreeMap<String, Object> items = new TreeMap<>();
    for (String key : data.getCompositeType().keySet()) {
      items.put(key, data.get(key));
    }
    return items.toString();
  }
}
