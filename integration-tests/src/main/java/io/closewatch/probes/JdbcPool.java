package io.closewatch.probes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Borrows connections of a JDBC pool and forgets them; then the database goes away. The pool's own
 * thread has opened them all.
 */
final class JdbcPool {
  private static final int CONNECTIONS = 3;

  public static void main(String[] args) throws Exception {
    File directory = Files.createTempDirectory("jdbc-pool").toFile();
    Process database =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                "0",
                "-ifNotExists",
                "-baseDir",
                directory.getPath())
            .redirectErrorStream(true)
            .start();
    try {
      HikariDataSource pool = pool(url(database));
      List<Connection> forgotten = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS - 1; i++) {
        forgotten.add(pool.getConnection());
      }
      while (pool.getHikariPoolMXBean().getTotalConnections() < CONNECTIONS) {
        Thread.sleep(20);
      }
      database.destroyForcibly().waitFor();
      StandardInput.awaitAfter("ready");
      if (forgotten.size() != CONNECTIONS - 1) {
        throw new AssertionError(forgotten);
      }
    } finally {
      database.destroyForcibly();
    }
    System.exit(0); // what the pool would do now takes as long as its time-outs
  }

  /** {@code TCP server running at tcp://127.0.1.1:41234 (only local connections)}. */
  private static String url(Process database) throws Exception {
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(database.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    String port = line.replaceAll(".*:(\\d+) .*", "$1");
    return "jdbc:h2:tcp://127.0.0.1:" + port + "/orders";
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setInitializationFailTimeout(-1); // so that no caller opens the first one itself
    return new HikariDataSource(config);
  }

  private JdbcPool() {}
}
