package io.closewatch.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The head of a page: policy, title, styles; and the script at its end. */
public final class HtmlHead {
  /**
   * Of report.js; a test compares them. Not computed at run time: the first use of a MessageDigest
   * loads the security providers of the application's JVM.
   */
  static final String SCRIPT_HASH = "sBYrS8UGGjObGd50MnvkfgXpEFoHgIhvJooDMGnPv3s=";

  static void render(Report report, Verdict verdict, HtmlWriter out) {
    String answer = verdict.outcome().name().replace('_', ' ');
    String title = answer + " - " + report.agent().mainClass() + " - closewatch";
    String script = "script-src 'sha256-" + SCRIPT_HASH + "'; ";
    head(script, title, report.agent().version(), out);
  }

  /** Up to the body, for a page that has no script. */
  public static void withoutScript(String title, String version, HtmlWriter out) {
    head("", title, version, out);
  }

  private static void head(String script, String title, String version, HtmlWriter out) {
    out.line("<!DOCTYPE html>").line("<html lang=\"en\">").line("<head>");
    out.line("<meta charset=\"utf-8\">");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    out.raw("default-src 'none'; style-src 'unsafe-inline'; ").raw(script);
    out.line("base-uri 'none'; form-action 'none'\">");
    meta("referrer", "no-referrer", out);
    meta("viewport", "width=device-width, initial-scale=1", out);
    meta("color-scheme", "light dark", out);
    meta("generator", "closewatch " + version, out);
    out.element("title", title).line("");
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
