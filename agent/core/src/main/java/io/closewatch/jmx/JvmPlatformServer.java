package io.closewatch.jmx;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The platform MBean server of this JVM. The only class that calls for it to be created. */
final class JvmPlatformServer implements JmxRegistration.PlatformServer {
  private static final String[] PROPERTIES = {
    "java.util.logging.manager", "javax.management.builder.initial"
  };
  private static final String[] CLASSES = {"org/jboss/modules/Main.class", "weblogic/Name.class"};

  /** Lists what servers there are, which initialises nothing. */
  @Override
  public @Nullable MBeanServer existing() {
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      if (isPlatform(server)) {
        return server;
      }
    }
    return null;
  }

  @Override
  public MBeanServer create() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  @Override
  public @Nullable String customisedBy() {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) != null) {
        return property;
      }
    }
    if (System.getenv("JBOSS_HOME") != null) {
      return "JBOSS_HOME";
    }
    for (String type : CLASSES) {
      if (ClassLoader.getSystemResource(type) != null) {
        return type;
      }
    }
    return null;
  }

  /** An application may have servers of its own; the platform's has the JVM's MBeans in it. */
  private static boolean isPlatform(MBeanServer server) {
    try {
      return server.isRegistered(new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME));
    } catch (MalformedObjectNameException | RuntimeException e) {
      return false;
    }
  }
}
