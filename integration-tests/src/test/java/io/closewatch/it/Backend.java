package io.closewatch.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the servers under test call: it answers each request with one page, says nothing of
 * keep-alive, and hangs up where no request has come for a while.
 */
final class Backend implements AutoCloseable {
  /** {@code -Dbackend.idle=15000} for one with a keep-alive that is met in life. */
  private static final int IDLE_MILLIS = Integer.getInteger("backend.idle", 1_500);

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool(Backend::daemon);

  private Backend(ServerSocket listener) {
    this.listener = listener;
  }

  static Backend start() {
    try {
      Backend backend = new Backend(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      backend.threads.execute(backend::acceptAll);
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdown();
    }
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket connection) {
    try (Socket client = connection) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(IDLE_MILLIS);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) { // the end of a request
          client.getOutputStream().write(ANSWER);
        }
      }
    } catch (SocketTimeoutException idle) {
      return;
    } catch (IOException gone) {
      return; // the client did not wait
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "backend");
    thread.setDaemon(true);
    return thread;
  }
}
