package io.closewatch.probes;

import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/** A builder that counts what it builds. */
public final class OwnMBeanServerBuilder extends MBeanServerBuilder {

  private static final AtomicInteger BUILT = new AtomicInteger();

  static int built() {
    return BUILT.get();
  }

  @Override
  public MBeanServer newMBeanServer(
      String defaultDomain, MBeanServer outer, MBeanServerDelegate delegate) {
    BUILT.incrementAndGet();
    return super.newMBeanServer(defaultDomain, outer, delegate);
  }
}
