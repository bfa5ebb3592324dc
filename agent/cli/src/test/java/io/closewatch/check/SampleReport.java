package io.closewatch.check;

import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports as the agent writes them: the fields that a gate reads, and some that it does not. */
final class SampleReport {
  static final String PAY = "com.acme.Pay.call(Pay.java:42)";
  static final String PAY_PRINT = "00000000000000a1";
  static final String FEED = "com.acme.feed.Feed.poll(Feed.java:7)";
  static final String FEED_PRINT = "00000000000000b2";

  private static final Pattern FRAME = Pattern.compile("(.*)\\.([^.(]+)\\(([^:]*):(\\d+)\\)");

  final Map<String, Object> root = new LinkedHashMap<>();
  private final List<Object> findings = new ArrayList<>();

  private SampleReport() {
    root.put("format", "closewatch-report");
    root.put("version", 1);
    root.put("verdict", map("outcome", "CLEAN", "text", "no leak found", "leaks", 0));
    root.put("takenAt", "2026-09-21T14:13:20.000Z");
    root.put("scanMillis", 12.345);
    root.put("agent", map("version", "0.1.0", "degraded", List.of(), "attached", false));
    root.put("blindSpots", List.of());
    root.put("findings", findings);
    root.put("sites", List.of());
    root.put("kernel", map("available", true, "unavailableBecause", null, "gaps", List.of()));
    root.put("history", List.of());
  }

  static SampleReport clean() {
    return new SampleReport();
  }

  @SafeVarargs
  static SampleReport of(Map<String, Object>... findings) {
    SampleReport report = new SampleReport();
    for (Map<String, Object> finding : findings) {
      report.add(finding);
    }
    return report;
  }

  SampleReport add(Map<String, Object> finding) {
    findings.add(finding);
    return this;
  }

  SampleReport with(String field, Object value) {
    root.put(field, value);
    return this;
  }

  String json() {
    StringBuilder ascii = new StringBuilder();
    for (char c : JsonWriter.string(root).toCharArray()) {
      ascii.append(c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return ascii.toString();
  }

  Path write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sockets that are not closed at {@link #PAY}. */
  static Map<String, Object> pay(int count) {
    return leak("NOT_CLOSED", PAY_PRINT, count, PAY);
  }

  /** Sockets of {@link #PAY} that only the garbage collector has closed. */
  static Map<String, Object> payByGc(int count) {
    return leak("CLOSED_BY_GC", PAY_PRINT, count, PAY);
  }

  /** Connections that are not given back at {@link #FEED}. */
  static Map<String, Object> feed(int count) {
    Map<String, Object> feed = leak("LEASE_NOT_RETURNED", FEED_PRINT, count, FEED);
    feed.put("unit", "connection");
    return feed;
  }

  static Map<String, Object> suspect(Map<String, Object> finding) {
    finding.put("confidence", "SUSPECT");
    finding.put("leak", false);
    return finding;
  }

  static Map<String, Object> leak(String kind, String fingerprint, int count, String at) {
    Map<String, Object> finding = new LinkedHashMap<>();
    finding.put("kind", kind);
    finding.put("confidence", "CERTAIN");
    finding.put("leak", true);
    finding.put("fingerprint", fingerprint);
    finding.put("key", kind + " " + at);
    finding.put("subject", null);
    finding.put("count", count);
    finding.put("unit", "socket");
    finding.put("headline", null);
    finding.put("summary", "The peer has hung up 2m ago, and nobody calls close().");
    finding.put("evidence", List.of("kernel: CLOSE_WAIT x" + count));
    finding.put("why", "Only close() gives the descriptor back.");
    finding.put("remedy", "Open it in try-with-resources. Then every path closes it.");
    finding.put("place", frame(at));
    finding.put("handledAt", null);
    finding.put("site", map("fingerprint", fingerprint, "kind", "socket", "frame", frame(at)));
    finding.put(
        "stacks",
        List.of(
            map(
                "title",
                "Opened by thread \"main\"",
                "marked",
                1,
                "frames",
                List.of(frame("java.net.Socket.connect(Socket.java:633)"), frame(at)))));
    finding.put("sockets", List.of(map("fd", 7, "remote", "10.0.0.1:443")));
    return finding;
  }

  static Map<String, Object> frame(String location) {
    Matcher matcher = FRAME.matcher(location);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(location);
    }
    return map(
        "class",
        matcher.group(1),
        "method",
        matcher.group(2),
        "file",
        matcher.group(3),
        "line",
        Integer.valueOf(matcher.group(4)));
  }

  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
