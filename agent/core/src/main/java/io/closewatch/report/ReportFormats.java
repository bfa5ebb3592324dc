package io.closewatch.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats that reports are written in. */
public final class ReportFormats {
  private static final List<ReportFormat> ALL =
      Collections.unmodifiableList(
          Arrays.<ReportFormat>asList(
              new Format(
                  "text", ".txt", (report, out) -> out.append(new TextReport().render(report))),
              new Format(
                  "json", ".json", (report, out) -> out.append(new JsonReport().render(report))),
              new Format(
                  "html", ".html", (report, out) -> out.append(new HtmlReport().render(report)))));

  /** The format of that name, or null if there is none. */
  public static @Nullable ReportFormat named(String name) {
    for (ReportFormat format : ALL) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    return null;
  }

  private interface Renderer {
    void render(Report report, Appendable out) throws IOException;
  }

  private static final class Format implements ReportFormat {
    private final String name;
    private final String suffix;
    private final Renderer renderer;

    Format(String name, String suffix, Renderer renderer) {
      this.name = name;
      this.suffix = suffix;
      this.renderer = renderer;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String suffix() {
      return suffix;
    }

    @Override
    public void render(Report report, Appendable out) throws IOException {
      renderer.render(report, out);
    }
  }

  private ReportFormats() {}
}
