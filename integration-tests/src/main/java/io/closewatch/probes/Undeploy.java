package io.closewatch.probes;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Runs {@link LeakyWebapp} in a class loader of its own, drops the loader, and waits until it is
 * collected, although the sockets that the webapp opened are still open.
 */
final class Undeploy {

  public static void main(String[] args) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      WeakReference<ClassLoader> loader = deploy(listener);
      while (loader.get() != null) {
        System.gc();
        Thread.sleep(10);
      }
      System.out.println("collected");
      StandardInput.awaitAfter("ready");
    }
  }

  private static WeakReference<ClassLoader> deploy(ServerSocket listener) throws Exception {
    URL classes = Undeploy.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
      Class<?> webapp = loader.loadClass("io.closewatch.probes.LeakyWebapp");
      if (webapp.getClassLoader() != loader) {
        throw new IllegalStateException();
      }
      Thread thread =
          new Thread(
              (Runnable) webapp.getConstructor(int.class).newInstance(listener.getLocalPort()));
      thread.start();
      thread.join();
      return new WeakReference<>(loader);
    }
  }

  private Undeploy() {}
}
