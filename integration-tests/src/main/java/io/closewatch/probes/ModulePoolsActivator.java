package io.closewatch.probes;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Starts {@link ModulePools} in an OSGi bundle, and comes back when that has ended. */
public final class ModulePoolsActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) throws Exception {
    ModulePools.main(new String[0]);
  }

  @Override
  public void stop(BundleContext context) {}
}
