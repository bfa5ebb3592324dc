package io.closewatch.jmx;

import io.closewatch.config.Config;
import io.closewatch.config.Layer;
import io.closewatch.config.Options;
import io.closewatch.log.Log;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.LongSupplier;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Waits for the platform MBean server and registers the MBeans with it.
 *
 * <p>Asking for the server creates it, and that initialises {@code java.util.logging.LogManager}:
 * in a JVM with a log manager or an MBeanServerBuilder of its own, whose classes the application's
 * class loaders bring in later, it would break the application's logging for good. So the agent
 * waits until the application has asked, and asks itself only after a delay. When it comes into a
 * running JVM the application is up, and there is nothing to wait for.
 *
 * <p>Has no thread of its own: the monitor's thread calls {@link #tick()}.
 */
public final class JmxRegistration {
  private static final Logger logger = Log.of(JmxRegistration.class);
  private static final long LONG_DELAY_MILLIS = 60_000;

  private final JmxSurface surface;
  private final PlatformServer platform;
  private final LongSupplier nanoClock;
  private final boolean defaultDelay;
  private final long startNanos;

  private long delayMillis;
  private boolean delayExtended;
  private boolean done;
  private volatile String failure = "";

  /**
   * @param attached true if the agent came into a running JVM
   */
  public JmxRegistration(JmxSurface surface, Config config, boolean attached) {
    this(surface, config, attached, PlatformServer.ofJvm(), System::nanoTime);
  }

  JmxRegistration(
      JmxSurface surface,
      Config config,
      boolean attached,
      PlatformServer platform,
      LongSupplier nanoClock) {
    this.surface = surface;
    this.platform = platform;
    this.nanoClock = nanoClock;
    this.defaultDelay = config.layer(Options.JMX_DELAY) == Layer.DEFAULT;
    this.startNanos = nanoClock.getAsLong();
    this.delayMillis = attached ? 0 : config.jmxDelay().toMillis();
    this.delayExtended = attached;
    this.done = !config.jmx();
  }

  /**
   * Looks whether the server is there; to be called about every 100 ms, on one thread. Never
   * throws.
   *
   * @return true when there is nothing more to do: registered, failed, or switched off
   */
  public boolean tick() {
    if (!done) {
      done = AccessController.doPrivileged((PrivilegedAction<Boolean>) this::tryToRegister);
    }
    return done;
  }

  /** Why there are no MBeans, or "". */
  public String failure() {
    return failure;
  }

  private boolean tryToRegister() {
    try {
      MBeanServer server = platform.existing();
      if (server == null && isTimeToAsk()) {
        server = platform.create();
      }
      if (server == null) {
        return false;
      }
      surface.register(server);
      return true;
    } catch (Throwable e) {
      // Errors too: a custom MBeanServerBuilder or LogManager may not be loadable.
      failure = "no MBeans: " + e;
      logger.warn("cannot register the MBeans", e);
      return true;
    }
  }

  private boolean isTimeToAsk() {
    long waited = (nanoClock.getAsLong() - startNanos) / 1_000_000;
    if (waited < delayMillis) {
      return false;
    }
    if (!delayExtended && defaultDelay) {
      delayExtended = true;
      String marker = platform.customisedBy();
      if (marker != null) {
        logger.debug("{} is there: the platform MBean server is given more time", marker);
        delayMillis = Math.max(delayMillis, LONG_DELAY_MILLIS);
        return waited >= delayMillis;
      }
    }
    return true;
  }

  /** The JVM's platform MBean server, which may not exist yet. */
  interface PlatformServer {

    /** The server if somebody has created it, else null; creates nothing. */
    @Nullable MBeanServer existing();

    /** Creates the server if it is not there. */
    MBeanServer create();

    /** What shows that creating the server early may break the application, or null. */
    @Nullable String customisedBy();

    static PlatformServer ofJvm() {
      return new JvmPlatformServer();
    }
  }
}
