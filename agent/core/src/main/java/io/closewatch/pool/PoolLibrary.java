package io.closewatch.pool;

import java.util.Locale;
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

  /** A manifest that speaks of something else is that of the jar that a copy was built into. */
  private static @Nullable String version(Class<?> type) {
    try {
      Package of = type.getPackage();
      String title = of == null ? null : of.getImplementationTitle();
      return title != null && title.toLowerCase(Locale.ROOT).contains("http")
          ? of.getImplementationVersion()
          : null;
    } catch (Throwable t) {
      return null; // on JDK 8 the class loader answers, which may be code of the application
    }
  }

  private PoolLibrary() {}
}
