package io.closewatch.kernel;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads tcp and tcp6 and keeps only the rows that belong to this process. */
final class TcpTables implements AutoCloseable {
  private final ProcFile tcp;
  private final ProcFile tcp6;
  private final LineScanner lines;
  private final TcpRowParser parser;
  private final List<TcpRow> listeners = new ArrayList<>();
  private final List<TcpRow> notAccepted = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();

  TcpTables(Path root, ByteOrder hostOrder, LineScanner lines) {
    this.tcp = new ProcFile(root, "net/tcp");
    this.tcp6 = new ProcFile(root, "net/tcp6");
    this.lines = lines;
    this.parser = new TcpRowParser(hostOrder);
    tcp.tryOpen();
    tcp6.tryOpen();
  }

  /** Fails, saying why, if there is nothing to read. */
  void checkReadable() throws IOException {
    tcp.rewind();
  }

  /** Reads both tables; an exception says which one could not be read, and why. */
  void read(InodeRows rows) throws IOException {
    listeners.clear();
    notAccepted.clear();
    gaps.clear();
    read(tcp, rows);
    if (tcp6.exists()) { // absent when IPv6 is off
      read(tcp6, rows);
    }
  }

  /** LISTEN rows of this process. */
  List<TcpRow> listeners() {
    return listeners;
  }

  /** Connections in an accept queue of this process. */
  List<TcpRow> notAccepted() {
    return notAccepted;
  }

  /** What was in the tables but could not be understood. */
  List<String> gaps() {
    return gaps;
  }

  private void read(ProcFile table, InodeRows rows) throws IOException {
    table.rewind();
    lines.start(table);
    if (!lines.next()) {
      throw new IOException(table.path() + ": empty");
    }
    int understood = parser.parse(lines) && accept(rows) ? 1 : 0; // else it is the header
    int malformed = 0;
    while (lines.next()) {
      if (parser.parse(lines) && accept(rows)) {
        understood++;
      } else {
        malformed++;
      }
    }
    malformed += lines.overlong();
    if (malformed > 0 && understood == 0) {
      throw new IOException(table.path() + ": not in the known format");
    }
    if (malformed > 0) {
      gaps.add(malformed + " malformed rows of " + table.path() + " skipped");
    }
  }

  /** Keeps the row if it is ours; false if it is ours but malformed. */
  private boolean accept(InodeRows rows) {
    if (rows.isWanted(parser.inode())) {
      TcpRow row = parser.row();
      if (row == null) {
        return false;
      }
      rows.put(row);
      if (row.state() == TcpState.LISTEN) {
        listeners.add(row);
      }
      return true;
    }
    return !parser.isNotAccepted() || acceptPending();
  }

  private boolean acceptPending() {
    int port = parser.localPort();
    boolean portIsOurs = false;
    // The kernel lists the listeners of a table before its connections.
    for (int i = 0; i < listeners.size(); i++) {
      portIsOurs |= listeners.get(i).local().port() == port;
    }
    if (!portIsOurs) {
      return port >= 0;
    }
    TcpRow row = parser.row();
    if (row == null) {
      return false;
    }
    if (arrivedAtListener(row.local())) {
      notAccepted.add(row);
    }
    return true;
  }

  private boolean arrivedAtListener(Endpoint local) {
    for (TcpRow listener : listeners) {
      Endpoint at = listener.local();
      boolean anyIpv6 = at.high() == 0 && at.low() == 0; // takes IPv4 too, as the JDK opens it
      boolean anyIpv4 = at.isIpv4() && (int) at.low() == 0;
      if (at.equals(local)
          || (at.port() == local.port() && (anyIpv6 || (anyIpv4 && local.isIpv4())))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    tcp.close();
    tcp6.close();
  }
}
