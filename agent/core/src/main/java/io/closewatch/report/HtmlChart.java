package io.closewatch.report;

import java.util.List;
import java.util.Locale;

/**
 * Lines over time as inline SVG. All looks are presentation attributes, in colours for a light and
 * a dark ground: styles may be forbidden where the page is shown.
 */
final class HtmlChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 220;
  private static final int LEFT = 44;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 24;
  private static final int SAMPLE = 18;
  private static final double LETTER = 6.6; // on average, of the labels' font

  private final String name;
  private final long from;
  private final long to;
  private double top;

  HtmlChart(String name, long from, long to) {
    this.name = name;
    this.from = from;
    this.to = Math.max(to, from + 1);
  }

  void render(List<Line> lines, String description, HtmlWriter out) {
    top = 1;
    lines.forEach(line -> top = Math.max(top, 1.05 * line.max()));
    String size = "width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\"";
    out.raw("<svg ").raw(size).raw(" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\"");
    out.raw(" aria-label=\"").text(name + ". " + description).raw("\"");
    out.line(" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\">");
    label(LEFT, 13, "start", name, " font-weight=\"bold\"", out);
    valueAxis(out);
    timeAxis(out);
    double x = LEFT + name.length() * (LETTER + 1) + 12;
    for (Line line : lines) {
      x = legend(line, x, out);
      plot(line, out);
    }
    out.line("</svg>");
  }

  private void valueAxis(HtmlWriter out) {
    long step = Ticks.step(top);
    for (long value = 0; value <= top; value += step) {
      String y = number(y(value));
      out.raw("<line x1=\"" + LEFT + "\" x2=\"" + (WIDTH - RIGHT) + "\" y1=\"").raw(y);
      out.raw("\" y2=\"").raw(y).line("\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>");
      label(LEFT - 6, y(value) + 4, "end", String.valueOf(value), "", out);
    }
  }

  private void timeAxis(HtmlWriter out) {
    double y = HEIGHT - 7;
    label(LEFT, y, "start", Ticks.time(from, to - from), "", out);
    label(
        (LEFT + WIDTH - RIGHT) / 2.0, y, "middle", Ticks.time((from + to) / 2, to - from), "", out);
    label(WIDTH - RIGHT, y, "end", Ticks.time(to, to - from) + " UTC", "", out);
  }

  private static double legend(Line line, double x, HtmlWriter out) {
    out.raw("<line x1=\"").raw(number(x)).raw("\" x2=\"").raw(number(x + SAMPLE));
    out.raw("\" y1=\"9\" y2=\"9\"").raw(stroke(line)).line("/>");
    label(x + SAMPLE + 5, 13, "start", line.name, "", out);
    return x + SAMPLE + 5 + line.name.length() * LETTER + 8;
  }

  /** A gap where a value is not known. */
  private void plot(Line line, HtmlWriter out) {
    out.raw("<path fill=\"none\"").raw(stroke(line)).raw(" d=\"");
    boolean drawing = false;
    for (int i = 0; i < line.values.length; i++) {
      boolean known = line.values[i] >= 0;
      if (known) {
        out.raw(drawing ? "L" : "M").raw(number(x(line.millis[i])));
        out.raw(" ").raw(number(y(line.values[i])));
      }
      drawing = known;
    }
    out.line("\"/>");
  }

  private static String stroke(Line line) {
    return " stroke=\""
        + line.color
        + "\" stroke-width=\"2\""
        + (line.dashed ? " stroke-dasharray=\"5 4\"" : " stroke-linejoin=\"round\"");
  }

  private static void label(
      double x, double y, String anchor, String text, String more, HtmlWriter out) {
    out.raw("<text x=\"").raw(number(x)).raw("\" y=\"").raw(number(y));
    out.raw("\" text-anchor=\"").raw(anchor).raw("\"").raw(more).raw(">");
    out.text(text).line("</text>");
  }

  private double x(long millis) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * (millis - from) / (to - from);
  }

  private double y(long value) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** One line of the picture. Immutable. */
  static final class Line {
    private final String name;
    private final String color;
    private final boolean dashed;
    private final long[] millis;
    private final long[] values;

    private Line(String name, String color, boolean dashed, long[] millis, long[] values) {
      this.name = name;
      this.color = color;
      this.dashed = dashed;
      this.millis = millis;
      this.values = values;
    }

    /**
     * Takes the arrays over.
     *
     * @param values -1 where it is not known
     */
    static Line of(String name, String color, long[] millis, long[] values) {
      return new Line(name, color, false, millis, values);
    }

    Line dashed() {
      return new Line(name, color, true, millis, values);
    }

    private long max() {
      long max = 0;
      for (long value : values) {
        max = Math.max(max, value);
      }
      return max;
    }
  }
}
