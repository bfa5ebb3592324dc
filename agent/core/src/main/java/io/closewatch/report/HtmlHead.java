package io.closewatch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The head of the page: policy, title, styles; and the script at its end. */
final class HtmlHead {
  /**
   * Of report.js; a test compares them. Not computed at run time: the first use of a MessageDigest
   * loads the security providers of the application's JVM.
   */
  static final String SCRIPT_HASH = "sBYrS8UGGjObGd50MnvkfgXpEFoHgIhvJooDMGnPv3s=";

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
          + SCRIPT_HASH
          + "'; base-uri 'none'; form-action 'none'";

  static void render(Report report, Verdict verdict, HtmlWriter out) {
    out.line("<!DOCTYPE html>").line("<html lang=\"en\">").line("<head>");
    out.line("<meta charset=\"utf-8\">");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").raw(POLICY).line("\">");
    meta("referrer", "no-referrer", out);
    meta("viewport", "width=device-width, initial-scale=1", out);
    meta("color-scheme", "light dark", out);
    meta("generator", "closewatch " + report.agent().version(), out);
    String answer = verdict.outcome().name().replace('_', ' ');
    out.element("title", answer + " - " + report.agent().mainClass() + " - closewatch").line("");
    out.line("<style>").raw(resource("report.css")).line("</style>");
    out.line("</head>");
  }

  private static void meta(String name, String content, HtmlWriter out) {
    out.raw("<meta name=\"").raw(name).raw("\" content=\"").text(content).line("\">");
  }

  /** The hash is that of all between the tags. */
  static void script(HtmlWriter out) {
    out.raw("<script>").raw(resource("report.js")).line("</script>");
  }

  private static String resource(String name) {
    try (InputStream in = HtmlHead.class.getResourceAsStream("html/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
      }
      return new String(bytes.toByteArray(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }

  private HtmlHead() {}
}
