package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.files.ReportFiles;
import io.closewatch.kernel.SpareDescriptor;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlsBeanTest {
  private static final String LINE = "com.acme.Pay.leak(Pay.java:42)";

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeControl control = new FakeControl(leaking().build());

  private static SampleReport leaking() {
    SampleReport sample = new SampleReport();
    SiteSnapshot site = SampleReport.site("leak", SocketKind.CLIENT_SOCKET, 10, 8, 0, 2);
    sample.sites.add(site);
    sample.findings.add(SampleReport.finding(FindingKind.NOT_CLOSED, Confidence.LIKELY, site, 2));
    return sample;
  }

  @BeforeEach
  void register() throws JMException {
    Config config = Config.load("");
    new JmxSurface(
            control,
            control.operator(),
            config,
            report -> "",
            new ReportFiles(config.reportDir(), new SpareDescriptor()))
        .register(server);
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("io.closewatch:type=" + type);
  }

  private Object invoke(String operation, String... arguments) throws JMException {
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    return server.invoke(name("Controls"), operation, arguments, types);
  }

  private Object read(String type, String attribute) throws JMException {
    return server.getAttribute(name(type), attribute);
  }

  @Test
  void aMutedLineIsInTheListAndNoLeakAnyMore() throws Exception {
    assertThat(read("Sockets", "Leaks")).isEqualTo(1L);
    assertThat((String) invoke("mute", LINE)).startsWith("Muted " + LINE + " (1 finding, count 2");

    assertThat((String[]) read("Controls", "Muted")).singleElement().asString().startsWith(LINE);
    assertThat(read("Controls", "MutedFindings")).isEqualTo(1L);
    assertThat(read("Sockets", "Leaks")).isEqualTo(0L);
    assertThat(read("Sockets", "LeakedSockets")).isEqualTo(0L);

    assertThat(invoke("unmute", LINE)).isEqualTo("Unmuted " + LINE + ".");
    assertThat((String[]) read("Controls", "Muted")).isEmpty();
    assertThat(read("Sockets", "Leaks")).isEqualTo(1L);
  }

  @Test
  void aChangedOptionIsAmongTheOptionsOfTheAgent() throws Exception {
    assertThat(invoke("setOption", "leaseGrace", "5s")).isEqualTo("leaseGrace = 5s, was 1m.");

    assertThat((String[]) read("Agent", "Options"))
        .contains("leaseGrace = 5s (JMX; at the start leaseGrace = 1m (default))");
  }

  @Test
  void aMarkIsSetWithAndWithoutAName() throws Exception {
    assertThat(read("Controls", "Mark")).isEqualTo("");
    assertThat((String) invoke("mark")).startsWith("Set the mark of ");
    assertThat((String) invoke("mark", "release 7")).startsWith("Set the mark \"release 7\" of ");

    assertThat((String) read("Controls", "Mark")).startsWith("the mark \"release 7\" of ");
    assertThat((String) invoke("sinceMark")).startsWith("closewatch: nothing is new");
    assertThat((String) invoke("resetCounters")).startsWith("Reset the peaks");
  }

  @Test
  void aRemoteCallerGetsASentenceInAnExceptionThatItHas() {
    assertThatThrownBy(() -> invoke("sinceMark"))
        .cause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no mark is set");
    assertThatThrownBy(() -> invoke("setOption", "String", "String"))
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("give the name of an option.");
    assertThatThrownBy(() -> invoke("mute", "String"))
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("give a site: ");
  }

  @Test
  void nullIsNothingGiven() throws Exception {
    assertThat((String) invoke("mark", (String) null)).startsWith("Set the mark of ");
    assertThatThrownBy(() -> invoke("mute", (String) null))
        .cause()
        .hasMessageStartingWith("give a site: ");
    assertThatThrownBy(() -> invoke("unmute", (String) null))
        .cause()
        .hasMessage("give a muted site; muted: none");
    assertThatThrownBy(() -> invoke("setOption", null, null))
        .cause()
        .hasMessageStartingWith("give the name of an option.");
  }

  @Test
  void anArgumentOfAnotherTypeIsRefusedWithTheOneThatIsWanted() {
    String[] text = {String.class.getName()};
    assertThatThrownBy(() -> server.invoke(name("Controls"), "mute", new Object[] {7}, text))
        .cause()
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mute: give a value of type java.lang.String for site. A line of");
    String[] number = {"int"};
    for (Object max : new Object[] {null, 7L, "7"}) {
      assertThatThrownBy(
              () -> server.invoke(name("Report"), "findings", new Object[] {max}, number))
          .cause()
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage("findings: give a value of type int for max. How many at most; 0 for all.");
    }
  }
}
