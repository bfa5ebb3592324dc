package io.closewatch.probes;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.DatagramSocket;
import java.net.MulticastSocket;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Descriptors that are no TCP sockets: none of them may be counted. */
final class NoiseExercise {

  static void run() throws Exception {
    new DatagramSocket().close();
    new MulticastSocket().close();
    DatagramChannel.open().close();
    Selector.open().close();
    Pipe pipe = Pipe.open();
    pipe.source().close();
    pipe.sink().close();
    if (hasUnixDomain()) {
      unixDomain();
    }
  }

  private static boolean hasUnixDomain() {
    for (StandardProtocolFamily family : StandardProtocolFamily.values()) {
      if (family.name().equals("UNIX")) {
        return true;
      }
    }
    return false;
  }

  /** Since 16; the same classes as TCP channels. */
  private static void unixDomain() throws Exception {
    ProtocolFamily unix = StandardProtocolFamily.valueOf("UNIX");
    Path path = Files.createTempDirectory("closewatch").resolve("socket");
    Method of = Class.forName("java.net.UnixDomainSocketAddress").getMethod("of", Path.class);
    SocketAddress address = (SocketAddress) of.invoke(null, path);
    ServerSocketChannel listener = open(ServerSocketChannel.class, unix);
    listener.bind(address);
    SocketChannel client = open(SocketChannel.class, unix);
    client.connect(address);
    listener.accept().close();
    client.close();
    listener.close();
    delete(path);
  }

  private static <T> T open(Class<T> type, ProtocolFamily family) throws Exception {
    return type.cast(type.getMethod("open", ProtocolFamily.class).invoke(null, family));
  }

  private static void delete(Path path) throws IOException {
    Files.delete(path);
    Files.delete(path.getParent());
  }

  private NoiseExercise() {}
}
