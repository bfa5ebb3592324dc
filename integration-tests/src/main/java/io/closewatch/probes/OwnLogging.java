package io.closewatch.probes;

import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;

/**
 * Chooses its LogManager and MBeanServer in main(), as application servers do. That works as long
 * as nothing before main(), or on another thread, has made the platform's own.
 */
final class OwnLogging {

  public static void main(String[] args) throws InterruptedException {
    Thread.sleep(Long.parseLong(args[0]));
    System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
    System.setProperty("javax.management.builder.initial", OwnMBeanServerBuilder.class.getName());
    System.out.println(LogManager.getLogManager().getClass().getSimpleName());
    ManagementFactory.getPlatformMBeanServer();
    System.out.println("own MBean servers " + OwnMBeanServerBuilder.built());
  }

  private OwnLogging() {}
}
