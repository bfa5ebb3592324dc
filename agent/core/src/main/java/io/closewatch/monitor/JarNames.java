package io.closewatch.monitor;

import io.closewatch.report.Library;
import java.io.UnsupportedEncodingException;
import java.net.URL;
import java.net.URLDecoder;
import java.security.CodeSource;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads name and version of a library from where its classes came from. */
final class JarNames {

  /** The jar of a class; null for a directory, for the JDK, and where nothing is known. */
  static @Nullable Library libraryOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? null : library(location.toString(), () -> versionOf(type));
  }

  /**
   * The jar that a URL names, also if it lies within another one.
   *
   * @param otherVersion asked only if the name has none: on JDK 8 the class loader answers it, and
   *     that may be code of the application
   */
  static @Nullable Library library(String url, Supplier<@Nullable String> otherVersion) {
    // jar:file:/app.jar!/BOOT-INF/lib/a-1.jar!/ and jar:nested:/app.jar/!BOOT-INF/lib/a-1.jar!/
    int end = url.length();
    while (end > 0 && (url.charAt(end - 1) == '/' || url.charAt(end - 1) == '!')) {
      end--;
    }
    int start = end;
    while (start > 0 && "/!\\".indexOf(url.charAt(start - 1)) < 0) {
      start--;
    }
    String jar = decoded(url.substring(start, end));
    if (!isArchive(jar)) {
      return null;
    }
    String base = jar.substring(0, jar.lastIndexOf('.'));
    int version = versionStart(base);
    if (version > 0) {
      return new Library(jar, base.substring(0, version - 1), base.substring(version));
    }
    String other = otherVersion.get();
    return new Library(jar, base, other == null ? "" : other);
  }

  private static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.length() > 4 && (lower.endsWith(".jar") || lower.endsWith(".war"));
  }

  /**
   * Where the version begins: at the last part that starts with a digit, or at the first of several
   * such parts in a row ({@code log4j-1.2-api-2.17.1}, {@code guava-31.1-jre}); -1 if there is
   * none.
   */
  private static int versionStart(String base) {
    int version = -1;
    boolean inRow = false;
    for (int dash = base.indexOf('-'); dash >= 0; dash = base.indexOf('-', dash + 1)) {
      boolean digit = dash + 1 < base.length() && Character.isDigit(base.charAt(dash + 1));
      if (digit && !inRow && dash > 0) {
        version = dash + 1;
      }
      inRow = digit;
    }
    return version;
  }

  private static @Nullable String versionOf(Class<?> type) {
    Package of = type.getPackage();
    return of == null ? null : of.getImplementationVersion();
  }

  /** {@code my%20lib.jar} as {@code my lib.jar}; a plus sign is one. */
  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException e) {
      return name;
    }
  }

  private JarNames() {}
}
