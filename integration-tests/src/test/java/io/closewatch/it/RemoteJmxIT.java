package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JMX port with the roles that the README's section sets up, seen by clients of the JDK alone.
 */
class RemoteJmxIT {
  private static final String LOOPBACK_4 = "0100007F";
  private static final String LOOPBACK_6 = "0000000000000000FFFF0000" + LOOPBACK_4;

  static Stream<Jdk> jdks() {
    return TestJdks.all().filter(jdk -> jdk.version() == 8 || jdk.version() == 17);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theReadOnlyRoleSeesAllAndMayDoNothing(Jdk jdk) throws Exception {
    assertThatThrownBy(() -> Class.forName("io.closewatch.jmx.JmxSurface"))
        .isInstanceOf(ClassNotFoundException.class);
    try (RemoteService service = RemoteService.start(jdk).awaitReady();
        RemoteClient monitor = service.connect("monitor");
        RemoteClient operator = service.connect("operator")) {
      await()
          .atMost(RunningApp.PATIENCE)
          .until(() -> monitor.beans().containsKey("HttpPool") && monitor.sockets("Leaks") > 0);

      isOnlyForThisMachineAndForRoles(service, jdk);
      namesAndTextsAreThoseOfTheGoldenFile(monitor);
      for (ObjectName bean : monitor.beans().values()) {
        everyAttributeHasAValue(monitor, bean);
        everyOperationIsRefused(monitor, bean);
      }
      assertThat(operator.control("mark", "release 7")).startsWith("Set the mark \"release 7\"");
      assertThat(operator.control("sinceMark")).startsWith("closewatch: ");
      refusalsAreReadable(operator);
      bothHearOfLeaks(monitor, operator);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aPasswordFileThatOthersMayReadKeepsTheJvmFromStarting(Jdk jdk) throws IOException {
    Output output = RemoteService.runReadableByAll(jdk);

    assertThat(output.exitCode()).as(output.text()).isNotZero();
    assertThat(output.text()).contains("read access must be restricted");
    assertThat(output.stdout()).doesNotContain("ready");
  }

  private static void isOnlyForThisMachineAndForRoles(RemoteService service, Jdk jdk)
      throws IOException {
    assertThat(service.listeningAt()).isNotEmpty().isSubsetOf(LOOPBACK_4, LOOPBACK_6);
    assertThatThrownBy(() -> RemoteClient.connect(service.port(), Map.of()))
        .isInstanceOf(SecurityException.class);
    String[] wrong = {"operator", RemoteClient.password("monitor")};
    assertThatThrownBy(
            () -> RemoteClient.connect(service.port(), Map.of("jmx.remote.credentials", wrong)))
        .isInstanceOf(SecurityException.class);
    boolean clear = service.passwordFile().contains(RemoteClient.password("operator"));
    assertThat(clear).as("passwords are left as they are").isEqualTo(jdk.version() == 8);
  }

  private static void namesAndTextsAreThoseOfTheGoldenFile(RemoteClient client) throws Exception {
    Map<String, ObjectName> beans = client.beans();
    assertThat(beans).containsOnlyKeys("Agent", "Controls", "HttpPool", "Report", "Sockets");
    StringBuilder text = new StringBuilder();
    for (String type : List.of("Agent", "Sockets", "Report", "Controls", "HttpPool")) {
      ObjectName bean = beans.get(type);
      String name = bean.toString().replaceAll("Manager-\\d+\"$", "Manager-1\"");
      text.append(MBeanText.of(name, client.server().getMBeanInfo(bean)));
    }
    assertThat(text.toString()).isEqualTo(MBeanText.golden());
  }

  private static void everyAttributeHasAValue(RemoteClient client, ObjectName bean)
      throws Exception {
    MBeanAttributeInfo[] infos = client.server().getMBeanInfo(bean).getAttributes();
    String[] names = Arrays.stream(infos).map(MBeanAttributeInfo::getName).toArray(String[]::new);
    AttributeList all = client.server().getAttributes(bean, names);
    assertThat(all).as("attributes of %s at once", bean).hasSameSizeAs(names);
    for (Attribute attribute : all.asList()) {
      assertComplete(bean + " " + attribute.getName(), attribute.getValue());
    }
    for (MBeanAttributeInfo info : infos) {
      Object value = client.server().getAttribute(bean, info.getName());
      assertComplete(bean + " " + info.getName(), value);
      if (info.getDescriptor().getFieldValue("metricType") != null) {
        assertThat(value).as("%s %s", bean, info.getName()).isInstanceOf(Number.class);
      }
    }
  }

  private static void assertComplete(String what, Object value) {
    assertThat(value).as(what).isNotNull();
    if (value instanceof TabularData table) {
      for (Object row : table.values()) {
        assertThat(((CompositeData) row).values()).as(what).doesNotContainNull();
      }
    } else if (value instanceof Object[] texts) {
      assertThat(texts).as(what).doesNotContainNull();
    }
  }

  private static void everyOperationIsRefused(RemoteClient client, ObjectName bean)
      throws Exception {
    for (MBeanOperationInfo operation : client.server().getMBeanInfo(bean).getOperations()) {
      MBeanParameterInfo[] parameters = operation.getSignature();
      String[] types =
          Arrays.stream(parameters).map(MBeanParameterInfo::getType).toArray(String[]::new);
      Object[] arguments =
          Arrays.stream(types).map(type -> type.equals("int") ? (Object) 1 : "x").toArray();
      assertThatThrownBy(() -> client.server().invoke(bean, operation.getName(), arguments, types))
          .as("%s %s", bean, operation.getName())
          .isInstanceOf(SecurityException.class);
    }
  }

  /** As a client is thrown them that has no class but those of the JDK. */
  private static void refusalsAreReadable(RemoteClient operator) {
    assertThatThrownBy(() -> operator.control("setOption", "String", "String"))
        .isInstanceOf(RuntimeMBeanException.class)
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("give the name of an option. These can be changed");
    assertThatThrownBy(() -> operator.control("mute", (String) null))
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("give a site: ");
    assertThatThrownBy(() -> operator.control("unmute", "com.acme.A.b(A.java:1)"))
        .cause()
        .hasMessage("com.acme.A.b(A.java:1) is not muted; muted: none");
  }

  private static void bothHearOfLeaks(RemoteClient monitor, RemoteClient operator)
      throws IOException, JMException {
    List<Notification> heard = monitor.notifications();
    List<Notification> heardToo = operator.notifications();

    operator.control("setOption", "closeWaitGrace", "1h");
    operator.control("setOption", "closeWaitGrace", "default");

    for (List<Notification> each : List.of(heard, heardToo)) {
      await()
          .atMost(RunningApp.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(each)
                      .extracting(Notification::getType)
                      .contains("io.closewatch.leak.resolved", "io.closewatch.leak.detected"));
      assertThat(each.get(0).getUserData()).isInstanceOf(CompositeData.class);
    }
  }
}
