package io.closewatch.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** Tells which of the webapps of a server it was, where several have classes of the same names. */
final class Webapps {
  private static final int SHOWN = 5;
  private static final String ROOT = "ROOT";

  /** {@code opened by webapp shop x3}; empty where no webapp is known. */
  static List<String> openers(List<SocketSnapshot> sockets) {
    List<String> names = new ArrayList<>();
    for (SocketSnapshot socket : sockets) {
      if (!socket.webapp().isEmpty()) {
        names.add(socket.webapp());
      }
    }
    List<String> lines = new ArrayList<>();
    String named = named(names);
    if (!named.isEmpty()) {
      lines.add("opened by " + named);
    }
    return lines;
  }

  /**
   * {@code webapps shop x3, shop##2 x1}; "" if there is no name that helps: ROOT alone is the only
   * webapp of an embedded server, which has no choice.
   */
  static String named(List<String> names) {
    if (names.stream().allMatch(ROOT::equals)) {
      return "";
    }
    return (names.stream().distinct().count() == 1 ? "webapp " : "webapps ")
        + Wording.tally(names, SHOWN);
  }

  private Webapps() {}
}
