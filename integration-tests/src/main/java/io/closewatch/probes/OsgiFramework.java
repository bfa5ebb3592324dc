package io.closewatch.probes;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.launch.Framework;

/**
 * Starts Apache Felix with one bundle. As Felix' own launcher does it, system properties are the
 * framework's configuration too. Argument: the bundle's jar.
 */
final class OsgiFramework {

  public static void main(String[] args) throws Exception {
    Map<String, String> configuration = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("org.osgi.") || name.startsWith("felix.")) {
        configuration.put(name, System.getProperty(name));
      }
    }
    Framework framework = new FrameworkFactory().newFramework(configuration);
    framework.start();
    try {
      framework.getBundleContext().installBundle(new File(args[0]).toURI().toString()).start();
    } finally {
      framework.stop();
      framework.waitForStop(0);
    }
  }

  private OsgiFramework() {}
}
