package io.closewatch.diagnosis;

import io.closewatch.kernel.TcpRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Numbers, durations and tallies as all reports spell them. */
public final class Wording {

  /** {@code 1 socket}, {@code 12 sockets}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * The two largest units: {@code 450ms}, {@code 12s}, {@code 3m 20s}, {@code 2h 5m}, {@code 3d
   * 4h}.
   */
  public static String duration(long millis) {
    if (millis < 1000) {
      return Math.max(0, millis) + "ms";
    }
    long seconds = millis / 1000;
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return units(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 86400) {
      return units(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return units(seconds / 86400, "d", seconds % 86400 / 3600, "h");
  }

  /**
   * A rate in the unit that gives a number of some size: {@code 17 a minute}, {@code 3 an hour}.
   */
  public static String rate(double perMilli) {
    double perMinute = perMilli * 60_000;
    if (perMinute >= 1) {
      return Math.round(perMinute) + " a minute";
    }
    double perHour = perMinute * 60;
    return perHour >= 1 ? Math.round(perHour) + " an hour" : Math.round(perHour * 24) + " a day";
  }

  /**
   * The most frequent texts with their numbers, {@code a x3, b x1 and 4 more}; without numbers if
   * no text occurs twice.
   */
  public static String tally(List<String> texts, int limit) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String text : texts) {
      counts.merge(text, 1, Integer::sum);
    }
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    boolean single = counts.size() == texts.size();
    List<String> shown = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : entries.subList(0, Math.min(limit, entries.size()))) {
      shown.add(single ? entry.getKey() : entry.getKey() + " x" + entry.getValue());
    }
    int hidden = entries.size() - shown.size();
    return String.join(", ", shown) + (hidden > 0 ? " and " + hidden + " more" : "");
  }

  /** The local ports as {@code port 8080} or {@code ports 8080, 8081}; "" if none is known. */
  public static String localPorts(List<SocketSnapshot> sockets) {
    TreeSet<Integer> ports = new TreeSet<>();
    for (SocketSnapshot socket : sockets) {
      TcpRow row = socket.lastRow();
      if (row != null) {
        ports.add(row.local().port());
      }
    }
    List<String> texts = new ArrayList<>();
    ports.forEach(port -> texts.add(String.valueOf(port)));
    if (texts.isEmpty()) {
      return "";
    }
    return (texts.size() == 1 ? "port " : "ports ") + String.join(", ", texts);
  }

  /** Up to the first full stop with a new sentence behind it; stops within Java code are none. */
  public static String firstSentence(String text) {
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) == '.'
          && text.charAt(i + 1) == ' '
          && Character.isUpperCase(text.charAt(i + 2))) {
        return text.substring(0, i + 1);
      }
    }
    return text;
  }

  private static String units(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }

  private Wording() {}
}
