package io.closewatch.check;

import com.grack.nanojson.JsonAppendableWriter;
import io.closewatch.tracker.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines and stacks as SARIF has them. */
final class SarifLocations {
  static final String ROOT = "%SRCROOT%";

  private static final int MAX_FRAMES = 30;

  private final JsonAppendableWriter json;
  private final SourceFiles sources;

  SarifLocations(JsonAppendableWriter json, SourceFiles sources) {
    this.json = json;
    this.sources = sources;
  }

  /** The fields of a location, within an object that is open. */
  void write(Frame frame, @Nullable SourceLine line) {
    if (line != null) {
      json.object("physicalLocation");
      json.object("artifactLocation");
      json.value("uri", (line.isInProject() ? "" : "file://") + encoded(line.path()));
      if (line.isInProject()) {
        json.value("uriBaseId", ROOT);
      }
      json.end();
      json.object("region").value("startLine", line.line()).end();
      json.end();
    }
    json.array("logicalLocations").object();
    json.value("fullyQualifiedName", SafeText.of(frame.className() + "." + frame.methodName()));
    json.value("kind", "function");
    json.end().end();
  }

  void stack(ReportedStack stack) {
    json.object();
    json.object("message").value("text", SafeText.withoutLinks(stack.title())).end();
    json.array("frames");
    int count = 0;
    for (Frame frame : stack.frames()) {
      if (++count > MAX_FRAMES) {
        break;
      }
      json.object().object("location");
      write(frame, sources.of(frame));
      json.object("message").value("text", SafeText.withoutLinks(frame.location())).end();
      json.end().end();
    }
    json.end();
    json.end();
  }

  /** A path as URI: what is not allowed there is escaped byte by byte. */
  static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/$+@=".indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
      }
    }
    return uri.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
