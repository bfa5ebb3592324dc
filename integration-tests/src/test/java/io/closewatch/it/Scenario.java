package io.closewatch.it;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of the tables in sample-apps/README.md: the documentation is the expectation.
 *
 * @param number {@code S14}, or "" for a program that belongs to no numbered scenario
 * @param kind of the finding, or "" for a control, which has none
 * @param sockets how many sockets the finding holds; for one that grows, at least so many
 * @param socketKind as in the site table; for a finding of a pool what it counts
 * @param evidence what the report must say besides, word for word
 */
record Scenario(
    String number,
    String sample,
    String kind,
    int sockets,
    String socketKind,
    List<String> evidence) {

  private static final Set<String> OF_POOLS =
      Set.of("LEASE_NOT_RETURNED", "IDLE_IN_POOL", "CLIENT_PER_REQUEST", "POOL_EXHAUSTED");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern SOCKETS = Pattern.compile("(\\d+)\\+? `(\\w+)`");

  /** The programs of the first two tables: each has one fault, and a clean twin. */
  static List<Scenario> leaking() {
    return Stream.of("| S | sample |", "| S | crawler |")
        .flatMap(header -> rows(header).stream())
        .map(Scenario::leaking)
        .toList();
  }

  /** The programs of the last table: they do what leaks look like, and leak nothing. */
  static List<Scenario> controls() {
    return rows("| S | control |").stream()
        .map(cells -> new Scenario(cells[0], code(cells[1]), "", 0, "", List.of()))
        .toList();
  }

  private static Scenario leaking(String[] cells) {
    Matcher sockets = SOCKETS.matcher(cells[4]);
    if (!sockets.matches()) {
      throw new IllegalStateException("want \"5 `socket`\", got " + cells[4]);
    }
    List<String> evidence =
        CODE.matcher(cells[5]).results().map(result -> result.group(1)).toList();
    return new Scenario(
        cells[0],
        code(cells[1]),
        code(cells[3]),
        Integer.parseInt(sockets.group(1)),
        sockets.group(2),
        evidence);
  }

  private static List<String[]> rows(String header) {
    List<String> lines = Sources.lines(Build.sampleReadme());
    List<String[]> rows =
        lines.stream()
            .dropWhile(line -> !line.startsWith(header))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip))
            .map(cells -> cells.toArray(String[]::new))
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalStateException("no table that begins with " + header);
    }
    return rows;
  }

  private static String code(String cell) {
    Matcher matcher = CODE.matcher(cell);
    if (!matcher.find()) {
      throw new IllegalStateException("no code in: " + cell);
    }
    return matcher.group(1);
  }

  /** One that uses an HttpClient, in a module with the library that it is about. */
  boolean isCrawler() {
    return sample.contains(".");
  }

  /** Found in a pool of connections: the lines that open sockets are not to blame. */
  boolean isOfPool() {
    return OF_POOLS.contains(kind);
  }

  /** A finding that only grows as long as the program runs. */
  boolean grows() {
    return kind.equals("GROWING");
  }

  /** Weaker evidence than a leak: the verdict stays "no leak found". */
  boolean isSuspect() {
    return grows() || kind.equals("STUCK_READ") || kind.equals("IDLE_IN_POOL");
  }

  /** What the garbage collector has closed is a leak, but not open any more. */
  int openSockets() {
    return kind.equals("CLOSED_BY_GC") || kind.equals("NOT_ACCEPTED") ? 0 : sockets;
  }

  @Override
  public String toString() {
    return number.isEmpty() ? sample : number + " " + sample;
  }
}
