package io.closewatch.tracker;

/** The package of the library that a pool belongs to, also of a copy that was moved elsewhere. */
final class LibraryPrefix {

  /** So many at least: a library that moved right into {@code com.acme.} has none of its own. */
  private static final int MIN_SEGMENTS = 3;

  /** Packages between the library's own and its pools; the longer before its tail. */
  private static final String[] INNER = {
    "impl.conn.tsccm.", "impl.conn.", "nio.pool.", "impl.io.", "pool."
  };

  /** HttpCore and HttpClient 5 are one library here. */
  private static final String[] PARTS = {"core5.", "client5.http."};

  /** Ends with a dot; empty if it cannot be told. */
  static String of(Class<?> poolClass, PoolKind kind) {
    // A pool may be an instance of the application's subclass.
    for (Class<?> type = poolClass; type != null; type = type.getSuperclass()) {
      String prefix = of(type.getName(), kind);
      if (!prefix.isEmpty()) {
        return prefix;
      }
    }
    return "";
  }

  static String of(String className, PoolKind kind) {
    int simple = className.lastIndexOf('.') + 1;
    return isPoolOf(kind, className.substring(simple))
        ? prefix(className.substring(0, simple), kind)
        : "";
  }

  private static boolean isPoolOf(PoolKind kind, String simpleName) {
    switch (kind) {
      case MULTI_THREADED_3:
        return simpleName.equals("MultiThreadedHttpConnectionManager");
      case SIMPLE_3:
        return simpleName.equals("SimpleHttpConnectionManager");
      case TSCCM_4:
        return simpleName.equals("ConnPoolByRoute");
      case SINGLE_4:
        return simpleName.equals("SingleClientConnManager")
            || simpleName.equals("BasicClientConnectionManager");
      case POOL_4:
        return simpleName.equals("AbstractConnPool");
      case NIO_POOL_4:
        return simpleName.equals("AbstractNIOConnPool");
      case STRICT_5:
        return simpleName.equals("StrictConnPool");
      case LAX_5:
        return simpleName.equals("LaxConnPool");
      case OFFLOCK_5:
        return simpleName.equals("RouteSegmentedConnPool");
      case BASIC_4:
      case BASIC_5:
        return simpleName.equals("BasicHttpClientConnectionManager");
    }
    return false;
  }

  private static String prefix(String packageName, PoolKind kind) {
    String prefix = packageName;
    if (kind.generation() != PoolKind.Generation.HTTPCLIENT_3) {
      prefix = withoutTail(withoutTail(prefix, INNER), PARTS);
    }
    int segments = 0;
    for (int i = 0; i < prefix.length(); i++) {
      segments += prefix.charAt(i) == '.' ? 1 : 0;
    }
    return segments < MIN_SEGMENTS ? "" : prefix;
  }

  private static String withoutTail(String text, String... tails) {
    for (String tail : tails) {
      if (text.endsWith(tail)) {
        return text.substring(0, text.length() - tail.length());
      }
    }
    return text;
  }

  private LibraryPrefix() {}
}
