package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.config.Config;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JmxRegistrationTest {
  private final FakePlatform platform = new FakePlatform();
  private long nowMillis = 5_000;

  @Test
  void registersAsSoonAsTheApplicationHasCreatedTheServer() throws Exception {
    JmxRegistration registration = registration("", false);
    assertThat(registration.tick()).isFalse();
    nowMillis += 9_999;
    assertThat(registration.tick()).isFalse();

    platform.existing = platform.server;

    assertThat(registration.tick()).isTrue();
    assertThat(isRegistered()).isTrue();
    assertThat(platform.creations).isZero();
    assertThat(registration.failure()).isEmpty();
  }

  @Test
  void asksForTheServerAfterTheDelay() throws Exception {
    JmxRegistration registration = registration("", false);
    nowMillis += 10_000;

    assertThat(registration.tick()).isTrue();
    assertThat(isRegistered()).isTrue();
    assertThat(platform.creations).isEqualTo(1);
    assertThat(registration.tick()).isTrue();
    assertThat(platform.creations).isEqualTo(1);
  }

  @Test
  void waitsAMinuteWhereTheServerIsCustomised() throws Exception {
    platform.marker = "java.util.logging.manager";
    JmxRegistration registration = registration("", false);
    nowMillis += 10_000;
    assertThat(registration.tick()).isFalse();
    nowMillis += 49_999;
    assertThat(registration.tick()).isFalse();
    nowMillis += 1;

    assertThat(registration.tick()).isTrue();
    assertThat(isRegistered()).isTrue();
  }

  @Test
  void aDelayThatWasSetHoldsAlsoWhereTheServerIsCustomised() {
    platform.marker = "JBOSS_HOME";
    JmxRegistration registration = registration("jmxDelay=2s", false);
    nowMillis += 2_000;

    assertThat(registration.tick()).isTrue();
    assertThat(platform.creations).isEqualTo(1);
  }

  @Test
  void doesNotWaitWhenAttachedToARunningJvm() throws Exception {
    platform.marker = "JBOSS_HOME";

    assertThat(registration("", true).tick()).isTrue();
    assertThat(isRegistered()).isTrue();
  }

  @Test
  void doesNothingWhenSwitchedOff() {
    JmxRegistration registration = registration("jmx=false", true);

    assertThat(registration.tick()).isTrue();
    assertThat(platform.creations).isZero();
  }

  @Test
  void aServerThatCannotBeCreatedIsAFailureAndNotTriedAgain() {
    platform.error = new NoClassDefFoundError("com/acme/Builder");
    JmxRegistration registration = registration("", true);

    assertThat(registration.tick()).isTrue();
    assertThat(registration.failure())
        .isEqualTo("no MBeans: java.lang.NoClassDefFoundError: com/acme/Builder");
    assertThat(registration.tick()).isTrue();
    assertThat(platform.creations).isEqualTo(1);
  }

  @Test
  void aServerOfTheApplicationsOwnIsNotTakenForThePlatforms() throws Exception {
    JvmPlatformServer jvm = new JvmPlatformServer();
    MBeanServer own = MBeanServerFactory.createMBeanServer("acme");
    try {
      assertThat(jvm.existing()).isNotSameAs(own);
      assertThat(jvm.create()).isSameAs(jvm.existing());
    } finally {
      MBeanServerFactory.releaseMBeanServer(own);
    }
  }

  private boolean isRegistered() throws Exception {
    return platform.server.isRegistered(new ObjectName("io.closewatch:type=Agent"));
  }

  private JmxRegistration registration(String argument, boolean attached) {
    Config config = Config.load(argument);
    FakeControl control = new FakeControl(new SampleReport().build());
    JmxSurface surface = new JmxSurface(control, config, report -> "");
    return new JmxRegistration(
        surface, config, attached, platform, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
  }

  private static final class FakePlatform implements JmxRegistration.PlatformServer {
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    @Nullable MBeanServer existing;
    @Nullable String marker;
    @Nullable Error error;
    int creations;

    @Override
    public @Nullable MBeanServer existing() {
      return existing;
    }

    @Override
    public MBeanServer create() {
      creations++;
      if (error != null) {
        throw error;
      }
      return server;
    }

    @Override
    public @Nullable String customisedBy() {
      return marker;
    }
  }
}
