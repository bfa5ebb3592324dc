package io.closewatch.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The syntax of the agent argument: {@code name=value,name2=value2}. A name alone means {@code
 * true}. {@code \,} stands for a comma and {@code \\} for a backslash; any other backslash is
 * itself, so that Windows paths need no care.
 */
final class ArgumentParser {

  /** Names and values in the order of the text; the last of two equal names wins. */
  static Map<String, String> parse(String argument) {
    Map<String, String> pairs = new LinkedHashMap<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      char next = i + 1 < argument.length() ? argument.charAt(i + 1) : 0;
      if (c == '\\' && (next == ',' || next == '\\')) {
        part.append(next);
        i++;
      } else if (c == ',') {
        add(pairs, part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    add(pairs, part.toString());
    return pairs;
  }

  /** The text that {@link #parse} reads as this one value. */
  static String escape(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }

  private static void add(Map<String, String> pairs, String part) {
    int equals = part.indexOf('=');
    String name = (equals < 0 ? part : part.substring(0, equals)).trim();
    String value = equals < 0 ? "true" : part.substring(equals + 1).trim();
    if (!name.isEmpty() || equals >= 0) {
      pairs.put(name, value);
    }
  }

  private ArgumentParser() {}
}
