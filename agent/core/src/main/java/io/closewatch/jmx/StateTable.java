package io.closewatch.jmx;

import io.closewatch.kernel.KernelSnapshot;
import io.closewatch.kernel.TcpState;
import java.util.Locale;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The table of TCP states; a state without a socket has a row too, so that no series vanishes. */
final class StateTable {
  private static final String[] COLUMNS = {"state", "value"};

  private static final CompositeType ROW =
      OpenTables.rowType(
          "io.closewatch.TcpState",
          "Sockets of this process in one TCP state.",
          COLUMNS,
          OpenTables.types(1, 1),
          new String[] {"TCP state, lower case.", "Number of sockets; -1 if unknown."});

  static final TabularType TYPE = OpenTables.tableType(ROW, "state");

  static TabularData of(KernelSnapshot kernel) {
    TabularDataSupport data = new TabularDataSupport(TYPE);
    for (TcpState state : TcpState.values()) {
      data.put(
          OpenTables.row(
              ROW, COLUMNS, state.name().toLowerCase(Locale.ROOT), count(kernel, state)));
    }
    return data;
  }

  /** Sockets of this process in a state, or -1 where the kernel could not be asked. */
  static long count(KernelSnapshot kernel, TcpState state) {
    return kernel.isAvailable() ? kernel.states().getOrDefault(state, 0) : -1L;
  }

  private StateTable() {}
}
