package io.closewatch.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code --format} takes. */
enum OutputFormat {
  /** On standard output, always. */
  TEXT(null),
  JUNIT("TEST-closewatch.xml"),
  SARIF("closewatch.sarif"),
  GITLAB("gl-code-quality-report.json"),
  HTML("closewatch.html"),
  /** On standard output, behind the text. */
  GITHUB(null);

  private final @Nullable String fileName;

  OutputFormat(@Nullable String fileName) {
    this.fileName = fileName;
  }

  /** The file below {@code --output}, or null. */
  @Nullable String fileName() {
    return fileName;
  }

  /** The format of that name, or null. */
  static @Nullable OutputFormat of(String name) {
    for (OutputFormat format : values()) {
      if (format.spelled().equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    return null;
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    Arrays.stream(values()).forEach(format -> names.add(format.spelled()));
    return names;
  }

  private String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
