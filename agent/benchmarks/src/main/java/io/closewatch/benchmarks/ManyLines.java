package io.closewatch.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Sockets in CLOSE_WAIT, each opened by a line of code of its own: as many leaks as sockets. */
final class ManyLines implements Closeable {
  private static final String TEMPLATE = Line0000.class.getName();

  private final List<Socket> sockets = new ArrayList<>();

  /** Defines copies of the template. */
  private static final class Copies extends ClassLoader {
    private final String template;

    Copies() throws IOException {
      super(ManyLines.class.getClassLoader());
      this.template = new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    @SuppressWarnings("unchecked")
    Function<ServerSocket, Socket> copy(int number) throws ReflectiveOperationException {
      String digits = String.format(Locale.ROOT, "%04d", number);
      // Names of the same length: the constant pool stays as it is.
      byte[] renamed =
          template.replace("Line0000", "Line" + digits).getBytes(StandardCharsets.ISO_8859_1);
      Class<?> type = defineClass(TEMPLATE.replace("0000", digits), renamed, 0, renamed.length);
      return (Function<ServerSocket, Socket>) type.getDeclaredConstructor().newInstance();
    }

    private static byte[] bytes() throws IOException {
      try (InputStream in = ManyLines.class.getResourceAsStream("Line0000.class")) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in == null ? -1 : in.read(); b >= 0; b = in.read()) {
          bytes.write(b);
        }
        return bytes.toByteArray();
      }
    }
  }

  /** Leaks one socket at each of so many lines; without any, no socket is ever opened. */
  ManyLines leak(int lines) throws IOException, ReflectiveOperationException {
    if (lines == 0) {
      return this;
    }
    Copies copies = new Copies();
    try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      for (int i = 1; i <= lines; i++) {
        sockets.add(copies.copy(i).apply(server));
        server.accept().close();
      }
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
