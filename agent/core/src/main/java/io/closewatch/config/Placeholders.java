package io.closewatch.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What stands for {@code %p}, {@code %t} and {@code %h} in paths and names: the process, its start
 * and its machine. Immutable. Found out only where it is asked for: configurations are read in
 * every start.
 */
final class Placeholders {
  static final String[] ALL = {"%p", "%t", "%h"};

  private static final String HOST_FILE = "/proc/sys/kernel/hostname";
  private static final int MAX_HOST = 63;
  private static final String UNKNOWN_HOST = "unknown-host";

  private final long startMillis;
  private final TextSource environment;
  private final String hostFile;

  /** Of this process. */
  Placeholders(long startMillis, TextSource environment) {
    this(startMillis, environment, HOST_FILE);
  }

  Placeholders(long startMillis, TextSource environment, String hostFile) {
    this.startMillis = startMillis;
    this.environment = environment;
    this.hostFile = hostFile;
  }

  String expand(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    String expanded = text;
    if (expanded.contains("%p")) {
      expanded = expanded.replace("%p", Long.toString(ProcessId.current()));
    }
    if (expanded.contains("%t")) {
      expanded = expanded.replace("%t", start());
    }
    return expanded.contains("%h") ? expanded.replace("%h", host()) : expanded;
  }

  /** {@code 20261121T003000Z}; without a formatter, which is much to load before main(). */
  private String start() {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(Math.floorDiv(startMillis, 1000L), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    append(text, utc.getYear(), 4);
    append(text, utc.getMonthValue(), 2);
    append(text, utc.getDayOfMonth(), 2);
    text.append('T');
    append(text, utc.getHour(), 2);
    append(text, utc.getMinute(), 2);
    append(text, utc.getSecond(), 2);
    return text.append('Z').toString();
  }

  private static void append(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    for (int i = plain.length(); i < digits; i++) {
      text.append('0');
    }
    text.append(plain);
  }

  /** Not by InetAddress: a look-up may block, and would open a socket. */
  private String host() {
    String name = hostOfKernel();
    if (name == null || name.isEmpty()) {
      name = environment.get("HOSTNAME");
    }
    return name == null ? UNKNOWN_HOST : fileName(name.trim());
  }

  private @Nullable String hostOfKernel() {
    byte[] bytes = new byte[256];
    try (InputStream in = new FileInputStream(hostFile)) {
      int length = in.read(bytes);
      return length <= 0 ? null : new String(bytes, 0, length, StandardCharsets.UTF_8).trim();
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /** A host name may be set to anything; what is no part of a file name becomes {@code _}. */
  private static String fileName(String host) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < host.length() && i < MAX_HOST; i++) {
      char c = host.charAt(i);
      boolean dotAfterDot = c == '.' && (i == 0 || host.charAt(i - 1) == '.');
      name.append(FileNameType.isAllowed(c) && !dotAfterDot ? c : '_');
    }
    return name.length() == 0 ? UNKNOWN_HOST : name.toString();
  }
}
