package io.closewatch.pool;

import org.jspecify.annotations.Nullable;

/** Routes of HttpClient 3 as text, read from fields: its own methods are synchronized. */
final class CommonsRoute {
  /** Of a {@code HostConfiguration}; "" if it stands for any host. */
  static String ofConfiguration(@Nullable Object configuration) {
    Object host = Fields.maybe(configuration, "host");
    Object proxy = Fields.maybe(configuration, "proxyHost");
    return host == null
        ? ""
        : text(
            Fields.maybe(host, "protocol"),
            Fields.maybe(host, "hostname"),
            Fields.number(host, -1, "port"),
            Fields.maybe(proxy, "hostname"),
            Fields.number(proxy, -1, "port"));
  }

  /** Of a {@code HttpConnection}. */
  static String ofConnection(Object connection) {
    return text(
        Fields.maybe(connection, "protocolInUse"),
        Fields.maybe(connection, "hostName"),
        Fields.number(connection, -1, "portNumber"),
        Fields.maybe(connection, "proxyHostName"),
        Fields.number(connection, -1, "proxyPortNumber"));
  }

  private static String text(
      @Nullable Object protocol,
      @Nullable Object host,
      long port,
      @Nullable Object proxy,
      long proxyPort) {
    Object scheme = Fields.maybe(protocol, "scheme");
    long shown = port < 0 ? Fields.number(protocol, -1, "defaultPort") : port;
    String target = (scheme == null ? "" : scheme + "://") + host + (shown < 0 ? "" : ":" + shown);
    return proxy == null ? target : target + " through " + proxy + ":" + proxyPort;
  }

  private CommonsRoute() {}
}
