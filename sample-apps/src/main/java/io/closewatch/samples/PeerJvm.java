package io.closewatch.samples;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The other end of a sample's connections, in a JVM of its own, so that the sample's JVM holds
 * nothing but the sample's sockets. Ends when it is closed or when the sample ends.
 */
public final class PeerJvm implements Closeable {
  private final Process process;
  private final InetSocketAddress address;

  private PeerJvm(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts {@code server}, whose main prints its port first and ends at the end of its input. */
  static PeerJvm start(Class<?> server, String... args) throws IOException {
    Process process = launch(server, args);
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String port = output.readLine();
    if (port == null) {
      throw new IOException(server.getSimpleName() + " did not start");
    }
    return new PeerJvm(
        process, new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
  }

  /** A JVM with this one's class path, whose errors are seen here. */
  static Process launch(Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(Arrays.asList("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Of a page on this server, if it is one that speaks HTTP. */
  public String url(String path) {
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
