package io.closewatch.kernel;

import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Parses one line of tcp or tcp6 at a time ({@code get_tcp4_sock} and {@code get_tcp6_sock} of the
 * kernel). Allocates only in {@link #row}, so the rows of other processes cost nothing but time.
 */
final class TcpRowParser {
  // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final int TIMER = 5;
  private static final int INODE = 9;
  private static final int FIELDS = 10;

  private static final int WORD = 8;
  private static final int IPV6 = 4 * WORD;
  private static final int PORT = 4;

  private final TableText text = new TableText();
  private final boolean swap;
  private @Nullable TcpState state;
  private long inode;

  /** The kernel prints each 32-bit word of an address as a number in the host's byte order. */
  TcpRowParser(ByteOrder hostOrder) {
    this.swap = hostOrder == ByteOrder.LITTLE_ENDIAN;
  }

  /** Takes the scanner's present line; false if it is not a row. */
  boolean parse(LineScanner lines) {
    state = null;
    if (!text.split(lines, FIELDS) || !isEndpoint(LOCAL) || !isEndpoint(REMOTE)) {
      return false;
    }
    state = text.length(STATE) == 2 ? TcpState.of((int) text.hex(STATE, 0, 2)) : null;
    inode = text.decimal(INODE);
    return state != null && inode >= 0;
  }

  long inode() {
    return inode;
  }

  boolean isNotAccepted() {
    return inode == 0 && (state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT);
  }

  /** The local port, or -1 if it is malformed. */
  int localPort() {
    return port(LOCAL);
  }

  /** The row, or null if one of its fields is malformed. */
  @Nullable TcpRow row() {
    TcpState rowState = state;
    Endpoint local = endpoint(LOCAL);
    Endpoint remote = endpoint(REMOTE);
    int colon = colon(QUEUES);
    long txQueue = text.hex(QUEUES, 0, colon);
    long rxQueue = text.hex(QUEUES, colon + 1, text.length(QUEUES) - colon - 1);
    long timer = text.hex(TIMER, 0, colon(TIMER));
    if (rowState == null || local == null || remote == null) {
      return null;
    }
    return txQueue < 0 || rxQueue < 0 || timer < 0
        ? null
        : new TcpRow(local, remote, rowState, txQueue, rxQueue, (int) timer, inode);
  }

  private boolean isEndpoint(int field) {
    int address = text.length(field) - PORT - 1;
    return (address == WORD || address == IPV6) && text.at(field, address) == ':';
  }

  private @Nullable Endpoint endpoint(int field) {
    int port = port(field);
    if (text.length(field) == WORD + 1 + PORT) {
      long word = word(field, 0);
      return word < 0 || port < 0 ? null : Endpoint.ofIpv4((int) word, port);
    }
    long w0 = word(field, 0);
    long w1 = word(field, 1);
    long w2 = word(field, 2);
    long w3 = word(field, 3);
    return (w0 | w1 | w2 | w3 | port) < 0 ? null : new Endpoint(w0 << 32 | w1, w2 << 32 | w3, port);
  }

  /** A 32-bit word of the address in network order, or -1. */
  private long word(int field, int index) {
    long word = text.hex(field, index * WORD, WORD);
    return word < 0 || !swap ? word : Integer.reverseBytes((int) word) & 0xFFFF_FFFFL;
  }

  private int port(int field) {
    return (int) text.hex(field, text.length(field) - PORT, PORT);
  }

  private int colon(int field) {
    for (int i = 0; i < text.length(field); i++) {
      if (text.at(field, i) == ':') {
        return i;
      }
    }
    return -1;
  }
}
