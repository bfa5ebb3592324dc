package io.closewatch.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Formats of a report, joined by {@code +}. One that is not known is left out, and told. */
final class FormatsType extends OptionType<List<String>> {
  private static final List<String> KNOWN =
      Collections.unmodifiableList(Arrays.asList("text", "json", "html"));

  FormatsType() {
    super("formats joined by +");
  }

  @Override
  List<String> parse(String text) {
    List<String> formats = new ArrayList<>();
    for (String name : split(text)) {
      if (KNOWN.contains(name) && !formats.contains(name)) {
        formats.add(name);
      }
    }
    return Collections.unmodifiableList(formats);
  }

  @Override
  List<String> remarks(String text) {
    List<String> remarks = new ArrayList<>();
    for (String name : split(text)) {
      if (!KNOWN.contains(name)) {
        String nearest = NearestName.among(KNOWN, name);
        remarks.add(
            "unknown format \""
                + name
                + "\""
                + (nearest == null
                    ? ": it is ignored; the formats are " + String.join(", ", KNOWN)
                    : ": did you mean " + nearest + "?"));
      }
    }
    return remarks;
  }

  @Override
  String format(List<String> value) {
    return String.join("+", value);
  }

  private static List<String> split(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split("[+,]", -1)) {
      if (!part.trim().isEmpty()) {
        names.add(part.trim().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
