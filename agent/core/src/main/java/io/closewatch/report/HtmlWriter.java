package io.closewatch.report;

/**
 * Collects the markup of a page. Everything but the page's own markup goes through a text method.
 */
public final class HtmlWriter {
  private final StringBuilder out;

  /** An empty one. */
  public HtmlWriter(int capacity) {
    out = new StringBuilder(capacity);
  }

  /** Markup, which must hold nothing that comes from outside. */
  public HtmlWriter raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Markup, and the end of the line. */
  public HtmlWriter line(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  /** Whatever it is, it is shown and does nothing. */
  public HtmlWriter text(String text) {
    HtmlText.append(text, out);
    return this;
  }

  /** A number. */
  public HtmlWriter text(long number) {
    out.append(number);
    return this;
  }

  /** A whole element with text alone in it. */
  public HtmlWriter element(String tag, String text) {
    return element(tag, "", text);
  }

  /**
   * As above, with attributes.
   *
   * @param attributes markup with a blank in front
   */
  public HtmlWriter element(String tag, String attributes, String text) {
    out.append('<').append(tag).append(attributes).append('>');
    HtmlText.append(text, out);
    out.append("</").append(tag).append('>');
    return this;
  }

  /** A line of code. */
  public HtmlWriter code(String location) {
    return element("code", location);
  }

  /** Words, and the line of code that they end in. */
  HtmlWriter located(LocatedText words) {
    text(words.text());
    String location = words.location();
    return location == null ? this : code(location);
  }

  /** The head of a section with an id to link to. */
  public HtmlWriter section(String id, String title) {
    return raw("<section id=\"").raw(id).raw("\">\n<h2>").text(title).line("</h2>");
  }

  /** The end of what {@link #section} started. */
  public void endSection() {
    line("</section>");
  }

  /** A term with what is said of it. */
  HtmlWriter term(String term, String description) {
    return element("dt", term).element("dd", description).line("");
  }

  /** Starts a table that scrolls where there is no room for it. */
  HtmlWriter table(String attributes, String... header) {
    raw("<div class=\"scroll\"><table").raw(attributes).raw("><thead><tr>");
    for (String column : header) {
      boolean figures = column.startsWith("#");
      element("th", figures ? " scope=\"col\" class=\"n\"" : " scope=\"col\"", name(column));
    }
    return line("</tr></thead><tbody>");
  }

  private static String name(String column) {
    return column.startsWith("#") ? column.substring(1) : column;
  }

  HtmlWriter figure(long number) {
    return raw("<td class=\"n\">").text(number).raw("</td>");
  }

  HtmlWriter cell(String text) {
    return element("td", text);
  }

  HtmlWriter codeCell(String location) {
    return raw("<td class=\"code\">").code(location).raw("</td>");
  }

  void endTable() {
    line("</tbody></table></div>");
  }

  /** All that another one has collected. */
  public void append(HtmlWriter that) {
    out.append(that.out);
  }

  /** In characters, which are bytes of the file. */
  public int length() {
    return out.length();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
