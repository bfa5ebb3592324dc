package io.closewatch.probes;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Locale;

/**
 * Asks for IPv4 in main(), which works as long as nothing has loaded the JDK's network classes;
 * says in which kernel table its listener is.
 */
final class LateIpv4 {

  public static void main(String[] args) throws Exception {
    System.setProperty("java.net.preferIPv4Stack", "true");
    try (ServerSocket listener = new ServerSocket(0)) {
      String port = String.format(Locale.ROOT, ":%04X", listener.getLocalPort());
      for (String table : new String[] {"tcp", "tcp6"}) {
        boolean listed =
            Files.readAllLines(Paths.get("/proc/self/net", table)).stream()
                .anyMatch(row -> row.trim().split("\\s+", 3)[1].endsWith(port));
        System.out.println(table + " " + listed);
      }
    }
  }

  private LateIpv4() {}
}
