package io.closewatch.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The types that options have. Plain loops: this code runs in every JVM start. */
final class OptionTypes {

  static final OptionType<Boolean> FLAG =
      new OptionType<Boolean>("true or false") {
        @Override
        Boolean parse(String text) {
          if (text.equalsIgnoreCase("true")) {
            return true;
          }
          if (text.equalsIgnoreCase("false")) {
            return false;
          }
          throw new IllegalArgumentException("must be true or false");
        }

        @Override
        String format(Boolean value) {
          return value.toString();
        }
      };

  static final OptionType<LogLevel> LOG_LEVEL =
      new OptionType<LogLevel>("error, warn, info, debug or off") {
        @Override
        LogLevel parse(String text) {
          for (LogLevel level : LogLevel.values()) {
            if (level.name().equalsIgnoreCase(text)) {
              return level;
            }
          }
          throw new IllegalArgumentException("must be error, warn, info, debug or off");
        }

        @Override
        String format(LogLevel value) {
          return value.name().toLowerCase(Locale.ROOT);
        }
      };

  static final OptionType<List<String>> PACKAGES =
      new OptionType<List<String>>("packages joined by +") {
        @Override
        List<String> parse(String text) {
          return Packages.parse(text);
        }

        @Override
        String format(List<String> value) {
          return Packages.format(value);
        }
      };

  static final OptionType<String> PATH =
      new OptionType<String>("path") {
        @Override
        String parse(String text) {
          if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must be a path");
          }
          return text;
        }

        @Override
        String format(String value) {
          return value;
        }
      };

  private static final class Packages {
    static List<String> parse(String text) {
      List<String> packages = new ArrayList<>();
      int start = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || text.charAt(i) == '+' || text.charAt(i) == ',') {
          add(packages, text.substring(start, i).trim());
          start = i + 1;
        }
      }
      return Collections.unmodifiableList(packages);
    }

    private static void add(List<String> packages, String written) {
      String name = written;
      while (name.endsWith("*") || name.endsWith(".")) {
        name = name.substring(0, name.length() - 1);
      }
      for (int i = 0; i < name.length(); i++) {
        if (name.charAt(i) != '.' && !Character.isJavaIdentifierPart(name.charAt(i))) {
          throw new IllegalArgumentException(
              "must be package names joined by +, such as com.acme+org.example");
        }
      }
      if (!name.isEmpty()) {
        packages.add(name);
      }
    }

    static String format(List<String> packages) {
      StringBuilder text = new StringBuilder();
      for (String name : packages) {
        text.append(text.length() == 0 ? "" : "+").append(name);
      }
      return text.toString();
    }

    private Packages() {}
  }

  private OptionTypes() {}
}
