package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTablesTest {
  @TempDir private Path directory;
  private ProcFixture proc;
  private final InodeRows rows = new InodeRows();

  @BeforeEach
  void makeProc() throws IOException {
    proc = ProcFixture.empty(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "tcp6"})
  void agreesWithANaiveParser(String name) throws Exception {
    String table = GeneratedTable.of(5_000, name.equals("tcp6"), 42);
    proc.table(name, table);
    List<String> expected = new ArrayList<>();
    rows.clear(10);
    for (String line : table.split("\n")) {
      String[] fields = line.trim().split("\\s+");
      if (!fields[0].equals("sl") && !fields[9].equals("0")) {
        rows.want(Long.parseLong(fields[9]));
        expected.add(naive(fields));
      }
    }

    read();

    List<String> found = new ArrayList<>();
    for (int slot = 0; slot < rows.slots(); slot++) {
      found.add(text(rows.rowAt(slot)));
    }
    assertThat(found).isEqualTo(expected).hasSizeGreaterThan(4_000);
  }

  @Test
  void keepsOnlyRowsOfWantedInodes() throws IOException {
    proc.table("tcp", GeneratedTable.of(1_000, false, 7));
    rows.clear(2);
    rows.want(100_007);
    rows.want(55);

    TcpTables tables = read();

    assertThat(rows.row(100_007).inode()).isEqualTo(100_007);
    assertThat(rows.row(55)).isNull();
    assertThat(rows.row(100_014)).isNull();
    assertThat(rows.slots()).isEqualTo(2);
    assertThat(tables.listeners()).isEmpty();
    assertThat(tables.notAccepted()).isEmpty();
    assertThat(tables.gaps()).isEmpty();
  }

  @Test
  void ignoresConnectionsThatWaitForListenersOfOthers() throws IOException {
    proc.table("tcp", ProcFixture.captured("net/tcp"));
    proc.table("tcp6", ProcFixture.captured("net/tcp6").replace("1F91 ", "1F90 "));
    rows.clear(1);
    rows.want(525995); // 127.0.0.1:8080

    assertThat(Rows.text(read().notAccepted()))
        .isEqualTo(
            """
            127.0.0.1:8080 -> 127.0.0.1:40014 ESTABLISHED tx 0 rx 0 timer 0 inode 0
            127.0.0.1:8080 -> 127.0.0.1:40015 CLOSE_WAIT tx 0 rx 4 timer 0 inode 0
            127.0.0.1:8080 -> 127.0.0.1:40016 ESTABLISHED tx 0 rx 0 timer 0 inode 0
            """);
    proc.table("tcp", ProcFixture.captured("net/tcp").replace("0100007F:1F90 ", "0200007F:1F90 "));
    rows.clear(1);
    rows.want(525996); // the wildcard of tcp6 takes what came to any address
    assertThat(read().notAccepted())
        .extracting(row -> row.local().toString())
        .containsExactly("127.0.0.1:8080");
  }

  @Test
  void goesOnWithoutTcp6() throws IOException {
    proc.table("tcp", ProcFixture.captured("net/tcp")).without("net/tcp6");
    rows.clear(1);
    rows.want(526002);

    read();

    assertThat(rows.row(526002).rxQueue()).isEqualTo(101);
  }

  @Test
  void skipsAndCountsMalformedRows() throws IOException {
    String table = ProcFixture.captured("net/tcp");
    String good = table.substring(table.indexOf("   3:"), table.indexOf("   4:"));
    String tooLong = "x".repeat(20_000) + "\n";
    String malformedButOurs = good.replace("00000065", "000000G5").replace("526002", "4711");
    proc.table(
        "tcp", table + "garbage\n\n" + tooLong + malformedButOurs + good.substring(0, 60) + "\n");
    rows.clear(2);
    rows.want(526002);
    rows.want(4711);

    TcpTables tables = read();

    assertThat(tables.gaps())
        .containsExactly("5 malformed rows of " + directory.resolve("net/tcp") + " skipped");
    assertThat(rows.row(526002).rxQueue()).isEqualTo(101);
    assertThat(rows.row(4711)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  sl  local_address\nabc\ndef\n"})
  void doesNotTakeAnotherFormatForAnEmptyTable(String text) throws IOException {
    proc.table("tcp", text);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessage(
            directory.resolve("net/tcp")
                + (text.isEmpty() ? ": empty" : ": not in the known format"));
  }

  @Test
  void survivesRandomDamage() throws IOException {
    Random random = new Random(2024);
    String valid = ProcFixture.captured("net/tcp") + ProcFixture.captured("net/tcp6");
    int understood = 0;
    for (int round = 0; round < 1_000; round++) {
      proc.table("tcp", damaged(valid, random));
      rows.clear(1);
      for (long inode = 525_990; inode < 526_035; inode++) {
        rows.want(inode);
      }
      try {
        read();
        understood++;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("net/tcp: ");
      }
    }
    assertThat(understood).isGreaterThan(600);
  }

  private static String damaged(String valid, Random random) {
    StringBuilder text = new StringBuilder(valid);
    int changes = 1 + random.nextInt(40);
    for (int i = 0; i < changes && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(400)));
        case 3 -> text.insert(at, valid, at % valid.length(), valid.length());
        default -> text.insert(at, " \n:0F\0\r\t-".charAt(random.nextInt(9)));
      }
      if (text.length() > 40_000) {
        text.setLength(random.nextInt(40_000));
      }
    }
    return text.toString();
  }

  private TcpTables read() throws IOException {
    try (TcpTables tables =
        new TcpTables(proc.root(), ByteOrder.LITTLE_ENDIAN, new LineScanner())) {
      tables.read(rows);
      return tables;
    }
  }

  private static String naive(String[] fields) throws Exception {
    String[] queues = fields[4].split(":");
    return naiveEndpoint(fields[1])
        + " "
        + naiveEndpoint(fields[2])
        + " "
        + Integer.parseInt(fields[3], 16)
        + " "
        + Long.parseLong(queues[0], 16)
        + " "
        + Long.parseLong(queues[1], 16)
        + " "
        + Integer.parseInt(fields[5].split(":")[0], 16)
        + " "
        + fields[9];
  }

  private static String naiveEndpoint(String field) throws Exception {
    String hex = field.split(":")[0];
    byte[] address = new byte[hex.length() / 2];
    for (int i = 0; i < address.length; i++) {
      int inWord = i / 4 * 4 + 3 - i % 4;
      address[i] = (byte) Integer.parseInt(hex.substring(inWord * 2, inWord * 2 + 2), 16);
    }
    // The JDK unmaps IPv4-mapped addresses too.
    return InetAddress.getByAddress(address) + ":" + Integer.parseInt(field.split(":")[1], 16);
  }

  private static String text(TcpRow row) throws Exception {
    return text(row.local())
        + " "
        + text(row.remote())
        + " "
        + row.state().number()
        + " "
        + row.txQueue()
        + " "
        + row.rxQueue()
        + " "
        + row.timer()
        + " "
        + row.inode();
  }

  private static String text(Endpoint endpoint) throws Exception {
    return InetAddress.getByName(endpoint.host()) // a literal: no look-up
            .toString()
            .replaceFirst("^[^/]*", "")
        + ":"
        + endpoint.port();
  }
}
