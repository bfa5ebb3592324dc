package io.closewatch.probes;

import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Where a page is: direct over TLS, behind a plain proxy, or behind a proxy that tunnels TLS. */
final class PageRoute {

  final String page;

  /** 0 for none. */
  final int proxyPort;

  private PageRoute(String page, int proxyPort) {
    this.page = page;
    this.proxyPort = proxyPort;
  }

  static PageRoute of(String kind, SSLContext context, String protocol) throws IOException {
    switch (kind) {
      case "direct":
        return new PageRoute(tlsServer(context, protocol).url(20), 0);
      case "plain":
        return new PageRoute("http://shop.example/20", IdleClosingServer.start().port());
      case "connect":
        IdleClosingServer server = tlsServer(context, protocol);
        return new PageRoute("https://shop.example/20", TunnelProxy.start(server.port()).port());
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static IdleClosingServer tlsServer(SSLContext context, String protocol)
      throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    listener.setEnabledProtocols(new String[] {protocol});
    return IdleClosingServer.start(listener, "https");
  }
}
