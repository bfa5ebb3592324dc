package io.closewatch.it;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets RMI connect to a child JVM only as long as a test uses it. Threads of RMI tell a child's
 * garbage collector what is no longer used whenever the garbage collector here finds out, minutes
 * after the child has ended; by then its port may be that of a program of another test, which would
 * serve a client that it does not expect. Thread-safe.
 */
final class RmiToChildren extends RMISocketFactory {

  private static final RmiToChildren INSTANCE = installed();

  /** How many connectors use each port. */
  private final Map<Integer, Integer> users = new ConcurrentHashMap<>();

  private final ThreadLocal<Set<Integer>> opening = new ThreadLocal<>();

  /** Opens a connector. */
  interface Connect<C> {
    C connect() throws IOException;
  }

  /** A connector, and the ports that RMI may connect to for its sake. */
  record Use<C>(C connector, Set<Integer> ports) {

    /** Nobody connects for this connector any more. */
    void end() {
      RmiToChildren.end(ports);
    }
  }

  private static RmiToChildren installed() {
    RmiToChildren factory = new RmiToChildren();
    try {
      RMISocketFactory.setSocketFactory(factory);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return factory;
  }

  /** The child is one to connect to from now on. */
  static <C> Use<C> use(Connect<C> connect) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    INSTANCE.opening.set(ports);
    try {
      return new Use<>(connect.connect(), ports);
    } catch (IOException e) {
      end(ports);
      throw e;
    } finally {
      INSTANCE.opening.remove();
    }
  }

  private static void end(Set<Integer> ports) {
    ports.forEach(port -> INSTANCE.users.computeIfPresent(port, (p, n) -> n == 1 ? null : n - 1));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Set<Integer> ports = opening.get();
    if (ports != null && ports.add(port)) {
      users.merge(port, 1, Integer::sum);
    }
    if (!users.containsKey(port)) {
      throw new ConnectException("no test uses the JVM at port " + port);
    }
    return getDefaultSocketFactory().createSocket(host, port);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return getDefaultSocketFactory().createServerSocket(port);
  }
}
