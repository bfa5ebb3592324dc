package io.closewatch.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Leaks as many sockets as it is told: {@code lines 300} at a line for each, {@code sockets 2000}
 * at one line for all, or both. With 0 it opens none at all.
 */
final class ManyLeaks {
  private static final String TEMPLATE = LeakSite0000.class.getName();
  private static final List<Socket> LEAKED = new ArrayList<>();

  /** Defines copies of the template, each a class of its own. */
  private static final class Copies extends ClassLoader {
    private final String template;

    Copies() throws IOException {
      super(ManyLeaks.class.getClassLoader());
      this.template = new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    @SuppressWarnings("unchecked")
    Function<InetSocketAddress, Socket> copy(int number) throws ReflectiveOperationException {
      String digits = String.format("%04d", number);
      // Names of the same length: the constant pool stays as it is.
      byte[] renamed =
          template
              .replace("LeakSite0000", "LeakSite" + digits)
              .getBytes(StandardCharsets.ISO_8859_1);
      Class<?> type = defineClass(TEMPLATE.replace("0000", digits), renamed, 0, renamed.length);
      return (Function<InetSocketAddress, Socket>) type.getDeclaredConstructor().newInstance();
    }

    private static byte[] bytes() throws IOException {
      try (InputStream in = ManyLeaks.class.getResourceAsStream("LeakSite0000.class")) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
          bytes.write(b);
        }
        return bytes.toByteArray();
      }
    }
  }

  public static void main(String[] args) throws Exception {
    for (int i = 0; i < args.length; i += 2) {
      int sockets = Integer.parseInt(args[i + 1]);
      if (sockets > 0) {
        leak(args[i].equals("lines"), sockets);
      }
    }
    StandardInput.awaitAfter("ready");
  }

  private static void leak(boolean manyLines, int sockets) throws Exception {
    Copies copies = new Copies();
    Function<InetSocketAddress, Socket> line = new LeakSite0000();
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress server = (InetSocketAddress) listener.getLocalSocketAddress();
      for (int i = 1; i <= sockets; i++) {
        LEAKED.add((manyLines ? copies.copy(i) : line).apply(server));
        listener.accept().close();
      }
    }
  }

  private ManyLeaks() {}
}
