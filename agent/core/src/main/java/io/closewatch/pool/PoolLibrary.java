package io.closewatch.pool;

import java.net.URL;
import java.security.CodeSource;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the library that a pool belongs to, and its version if a manifest tells it. */
final class PoolLibrary {
  private static final String[] ORIGINAL = {
    "org.apache.commons.httpclient.", "org.apache.http.", "org.apache.hc."
  };

  // Known classes, without what relocation may change; their library, and its major version.
  private static final String[][] KNOWN = {
    {"MultiThreadedHttpConnectionManager$ConnectionPool", "Commons HttpClient", "3"},
    {"MultiThreadedHttpConnectionManager", "Commons HttpClient", "3"},
    {"SimpleHttpConnectionManager", "Commons HttpClient", "3"},
    {"impl.conn.tsccm.ConnPoolByRoute", "Apache HttpClient", "4"},
    {"impl.conn.SingleClientConnManager", "Apache HttpClient", "4"},
    {"impl.conn.BasicClientConnectionManager", "Apache HttpClient", "4"},
    {"impl.conn.BasicHttpClientConnectionManager", "Apache HttpClient", "4"},
    {"nio.pool.AbstractNIOConnPool", "Apache HttpAsyncClient", "4"},
    {"pool.AbstractConnPool", "Apache HttpClient", "4"},
    {"core5.pool.StrictConnPool", "Apache HttpClient", "5"},
    {"core5.pool.LaxConnPool", "Apache HttpClient", "5"},
    {"core5.pool.RouteSegmentedConnPool", "Apache HttpClient", "5"},
    {"client5.http.impl.io.BasicHttpClientConnectionManager", "Apache HttpClient", "5"},
  };

  private static final Pattern JAR = Pattern.compile("http[a-z0-9-]*-([0-9][^/!-]*)\\.jar[/!]*$");

  private static final ClassValue<String> TEXTS =
      new ClassValue<String>() {
        @Override
        protected String computeValue(Class<?> type) {
          return compute(type);
        }
      };

  /** Such as {@code Apache HttpClient 4.5.14}, {@code HttpCore 5.3 pool}; "" if not known. */
  static String of(Class<?> pool) {
    return TEXTS.get(pool);
  }

  private static String compute(Class<?> pool) {
    for (Class<?> c = pool; c != null; c = c.getSuperclass()) {
      for (String[] known : KNOWN) {
        if (c.getName().endsWith('.' + known[0])) {
          String root = c.getName().substring(0, c.getName().length() - known[0].length());
          return text(lowest(pool, root), root, known[1], known[2]);
        }
      }
    }
    return "";
  }

  /** A client's own subclass of a pool of HttpCore tells the client's version. */
  private static Class<?> lowest(Class<?> pool, String root) {
    Class<?> c = pool;
    while (!c.getName().startsWith(root)) {
      c = c.getSuperclass();
    }
    return c;
  }

  private static String text(Class<?> type, String root, String client, String major) {
    String told = version(type);
    String version = told == null ? major : told;
    String name = type.getName();
    String packageName = name.substring(0, name.lastIndexOf('.'));
    String text =
        packageName.endsWith(".pool") ? "HttpCore " + version + " pool" : client + " " + version;
    for (String original : ORIGINAL) {
      if (root.equals(original)) {
        return text;
      }
    }
    return text + " (" + root.substring(0, root.length() - 1) + ")";
  }

  private static @Nullable String version(Class<?> type) {
    try {
      String told = manifestVersion(type.getPackage());
      return told == null ? jarVersion(type) : told;
    } catch (Throwable t) {
      return null; // on JDK 8 the class loader answers, which may be code of the application
    }
  }

  /** A manifest that speaks of something else is that of the jar that a copy was built into. */
  private static @Nullable String manifestVersion(@Nullable Package of) {
    if (of == null) {
      return null;
    }
    String title = of.getImplementationTitle();
    boolean own = title != null && title.toLowerCase(Locale.ROOT).contains("http");
    return own ? of.getImplementationVersion() : null;
  }

  /** The manifest of HttpClient 3.1 names a package that there is not. */
  private static @Nullable String jarVersion(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    Matcher jar = JAR.matcher(location == null ? "" : location.toString());
    return jar.find() ? jar.group(1) : null;
  }

  private PoolLibrary() {}
}
