package io.closewatch.probes;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts another receiver of events behind the hooks: one that throws, then one that opens sockets
 * itself. Sockets must work all the same.
 */
final class FaultySink {

  public static void main(String[] args) throws Exception {
    Class<?> hooks = Class.forName("io.closewatch.bootstrap.SocketHooks", true, null);
    Object healthy = hooks.getMethod("installed").invoke(null);
    InvocationHandler throwing =
        (proxy, method, arguments) -> {
          throw new IllegalStateException("a sink that throws");
        };
    install(hooks, throwing);
    useSockets();
    long suppressed = (Long) hooks.getMethod("suppressedErrors").invoke(null);
    System.out.println("suppressed " + (suppressed > 0));

    AtomicInteger opened = new AtomicInteger();
    InvocationHandler reentrant =
        (proxy, method, arguments) -> {
          if (method.getName().equals("opened")) {
            opened.incrementAndGet();
            SocketChannel.open().close();
          }
          return null;
        };
    install(hooks, reentrant);
    useSockets();
    System.out.println("opened " + opened.get());

    hooks.getMethod("install", eventsType()).invoke(null, healthy);
    useSockets();
    StandardInput.awaitAfter("ready");
  }

  private static void install(Class<?> hooks, InvocationHandler handler) throws Exception {
    Class<?> type = eventsType();
    Object sink =
        Proxy.newProxyInstance(FaultySink.class.getClassLoader(), new Class<?>[] {type}, handler);
    hooks.getMethod("install", type).invoke(null, sink);
  }

  private static Class<?> eventsType() throws ClassNotFoundException {
    return Class.forName("io.closewatch.bootstrap.SocketEvents", false, null);
  }

  /** Three opens: a listener, a client and the accepted end. */
  private static void useSockets() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 50, loopback);
        Socket client = new Socket(loopback, listener.getLocalPort());
        Socket server = listener.accept()) {
      server.getOutputStream().write(7);
      System.out.println("received " + client.getInputStream().read());
    }
  }

  private FaultySink() {}
}
