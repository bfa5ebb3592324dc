package io.closewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpRowParserTest {
  private static final String ROW =
      "   0: 0100007F:9C43 0100007F:1F90 08 00000000:00000065 00:00000000 00000000     0        0"
          + " 526002 1 000000001d32a24e 20 4 28 10 -1\n";

  @ParameterizedTest
  @CsvSource({
    "LITTLE_ENDIAN, 0100007F, 127.0.0.1:80",
    "LITTLE_ENDIAN, 00000000, 0.0.0.0:80",
    "LITTLE_ENDIAN, FE01A8C0, 192.168.1.254:80",
    "LITTLE_ENDIAN, 0000000000000000FFFF00000100007F, 127.0.0.1:80",
    "LITTLE_ENDIAN, 00000000000000000000000001000000, [::1]:80",
    "LITTLE_ENDIAN, B80D0120000000000000000005000000, [2001:db8::5]:80",
    "LITTLE_ENDIAN, 000080FE00000000FF005450D5CA21FE, [fe80::5054:ff:fe21:cad5]:80",
    "BIG_ENDIAN, 7F000001, 127.0.0.1:80",
    "BIG_ENDIAN, C0A801FE, 192.168.1.254:80",
    "BIG_ENDIAN, 00000000000000000000FFFF7F000001, 127.0.0.1:80",
    "BIG_ENDIAN, 00000000000000000000000000000001, [::1]:80",
    "BIG_ENDIAN, 20010DB8000000000000000000000005, [2001:db8::5]:80",
  })
  void readsAddressesInTheByteOrderOfTheHost(String order, String hex, String expected)
      throws IOException {
    ByteOrder hostOrder =
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    TcpRow row = parse(ROW.replace("0100007F:9C43", hex + ":0050"), hostOrder);

    assertThat(row).isNotNull();
    assertThat(row.local()).hasToString(expected);
  }

  @Test
  void readsAllFields() throws IOException {
    TcpRow row =
        parse(
            "99999: 0100007F:FFFF 0100007F:0001 04 FFFFFFFF:0000000a 02:000000123456 00000003"
                + " 4294967294        0 4294967295 1\n");

    assertThat(Rows.text(row))
        .isEqualTo(
            "127.0.0.1:65535 -> 127.0.0.1:1 FIN_WAIT1 tx 4294967295 rx 10 timer 2 inode"
                + " 4294967295");
  }

  @Test
  void readsTheShorterRowsOfTimeWait() throws IOException {
    TcpRow row =
        parse(
            "   5: 0100007F:9C49 0100007F:1F90 06 00000000:00000000 03:000016F3 00000000     0"
                + "        0 0 3 00000000d77dd059\n");

    assertThat(Rows.text(row))
        .isEqualTo("127.0.0.1:40009 -> 127.0.0.1:8080 TIME_WAIT tx 0 rx 0 timer 3 inode 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "          \n",
        "garbage\n",
        "a b c d e f g h i j k l m\n",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
            + " inode\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0\n", // no inode
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 5260", // cut inode
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 -1 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 12x 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 99999999999999999999 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 9999999999999999999 1\n",
        "0: 0100007F:9C43 0100007F:1F90 00 0:65 00:0 0 0 0 5 1\n", // no such state
        "0: 0100007F:9C43 0100007F:1F90 0D 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 8 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 0G 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F09C43 0100007F:1F90 08 0:65 00:0 0 0 0 5 1\n", // addresses
        "0: 0100007:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F9 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100X07F:9C43 0100007F:1F90 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1G90 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0000000000000000FFFF0000:1F90 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0000000000000000FFFF0000010000-F:1F90 08 0:65 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 065 00:0 0 0 0 5 1\n", // queues
        "0: 0100007F:9C43 0100007F:1F90 08 0: 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:0:0 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 123456789:0 00:0 0 0 0 5 1\n",
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 000 0 0 0 5 1\n", // timer
        "0: 0100007F:9C43 0100007F:1F90 08 0:65 :0 0 0 0 5 1\n"
      })
  void refusesMalformedRows(String line) throws IOException {
    assertThat(parse(line)).isNull();
  }

  @Test
  void takesNoShortenedRowForAWholeOne() throws IOException {
    int afterInode = ROW.indexOf("526002") + "526002".length();
    for (int length = 0; length <= afterInode; length++) {
      assertThat(parse(ROW.substring(0, length))).as("first %d bytes", length).isNull();
    }
    assertThat(Rows.text(parse(ROW.substring(0, afterInode + 1)))).endsWith("inode 526002");
    assertThat(Rows.text(parse(ROW.substring(0, afterInode) + "\n"))).endsWith("inode 526002");
  }

  private static TcpRow parse(String line) throws IOException {
    return parse(line, ByteOrder.LITTLE_ENDIAN);
  }

  private static TcpRow parse(String line, ByteOrder hostOrder) throws IOException {
    LineScanner lines = new LineScanner();
    lines.start(Chunks.of(line));
    TcpRowParser parser = new TcpRowParser(hostOrder);
    return lines.next() && parser.parse(lines) ? parser.row() : null;
  }
}
