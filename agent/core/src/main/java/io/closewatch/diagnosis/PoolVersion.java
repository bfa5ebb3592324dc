package io.closewatch.diagnosis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that the text of a library names, as far as two numbers. Immutable. */
final class PoolVersion {
  private static final Pattern NUMBERS = Pattern.compile("\\b(\\d{1,3})\\.(\\d{1,3})");

  private final int major;
  private final int minor;

  private PoolVersion(int major, int minor) {
    this.major = major;
    this.minor = minor;
  }

  /** Of {@code Apache HttpClient 4.5.14}; relocated copies often do not know theirs. */
  static PoolVersion of(String library) {
    Matcher matcher = NUMBERS.matcher(library);
    return matcher.find()
        ? new PoolVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new PoolVersion(-1, -1);
  }

  /** False also if the version is not known. */
  boolean isBefore(int otherMajor, int otherMinor) {
    return major >= 0 && (major < otherMajor || (major == otherMajor && minor < otherMinor));
  }

  /** False also if the version is not known. */
  boolean isAtLeast(int otherMajor, int otherMinor) {
    return major >= 0 && !isBefore(otherMajor, otherMinor);
  }
}
