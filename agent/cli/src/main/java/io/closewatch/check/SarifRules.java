package io.closewatch.check;

import com.grack.nanojson.JsonAppendableWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of a run: the kinds of its findings, with the report's own words on each. */
final class SarifRules {
  private static final Map<String, String> TITLES = new HashMap<>();

  static {
    TITLES.put("NOT_CLOSED", "Socket is not closed after the peer has hung up");
    TITLES.put("LEASE_NOT_RETURNED", "Connection of an HTTP pool is never given back");
    TITLES.put("CLIENT_PER_REQUEST", "A new HTTP client for each request, never closed");
    TITLES.put("POOL_EXHAUSTED", "Requests get no connection of an HTTP pool");
    TITLES.put("IDLE_IN_POOL", "Idle connections in a pool whose server has hung up");
    TITLES.put("UNREACHABLE", "Channel is lost to the garbage collector without close()");
    TITLES.put("CLOSED_NOT_RELEASED", "Socket is closed but keeps its descriptor");
    TITLES.put("DEAD_NOT_CLOSED", "Socket without connection is not closed");
    TITLES.put("HALF_CLOSED", "Socket is shut down but not closed");
    TITLES.put("NOT_ACCEPTED", "Connections wait for accept()");
    TITLES.put("NOT_READ", "Code that should read a socket is stuck");
    TITLES.put("STUCK_READ", "A thread waits in read() without a time-out");
    TITLES.put("GROWING", "A line opens more sockets than it closes");
    TITLES.put("FD_EXHAUSTION", "File descriptors run out");
    TITLES.put("CLOSED_BY_GC", "Socket is closed by the garbage collector only");
    TITLES.put("UNATTRIBUTED", "Sockets of an unknown line");
  }

  private final Map<String, JudgedFinding> byKind = new LinkedHashMap<>();
  private final List<String> kinds;

  /** The first finding of a kind speaks for it: leaks come before suspects. */
  SarifRules(List<JudgedFinding> findings) {
    for (JudgedFinding finding : findings) {
      byKind.putIfAbsent(finding.finding().kind(), finding);
    }
    kinds = new ArrayList<>(byKind.keySet());
  }

  int index(String kind) {
    return kinds.indexOf(kind);
  }

  void write(JsonAppendableWriter json) {
    json.array("rules");
    byKind.forEach((kind, judged) -> rule(kind, judged.finding(), json));
    json.end();
  }

  private static void rule(String kind, MergedFinding finding, JsonAppendableWriter json) {
    String title = TITLES.getOrDefault(kind, kind);
    String why = finding.shown().why();
    String remedy = finding.shown().remedy();
    json.object();
    json.value("id", SafeText.of(kind));
    json.value("name", pascalCase(SafeText.of(kind)));
    json.object("shortDescription").value("text", SafeText.of(title + ".")).end();
    json.object("fullDescription")
        .value("text", SafeText.withoutLinks(orElse(why, title + ".")))
        .end();
    json.object("help");
    json.value("text", SafeText.withoutLinks(orElse(remedy, title + ".")));
    json.value(
        "markdown",
        "**Why:** "
            + SafeText.markdown(orElse(why, title + "."))
            + "\n\n**Fix:** "
            + SafeText.markdown(orElse(remedy, "see the report.")));
    json.end();
    json.object("defaultConfiguration").value("level", finding.leak() ? "error" : "note").end();
    json.object("properties");
    json.array("tags").value("reliability").value("resource-leak").end();
    json.value("precision", finding.leak() ? "high" : "medium");
    json.value("problem.severity", finding.leak() ? "error" : "recommendation");
    json.end();
    json.end();
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  /** {@code NotClosed}. */
  private static String pascalCase(String kind) {
    StringBuilder name = new StringBuilder();
    for (String word : kind.split("_", -1)) {
      if (!word.isEmpty()) {
        name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
      }
    }
    return name.toString();
  }
}
