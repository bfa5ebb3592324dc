package io.closewatch.probes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's web server: /N is a page, but for every tenth, which is missing. */
final class PageHttpServer implements AutoCloseable {

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final HttpServer server;

  private PageHttpServer(HttpServer server) {
    this.server = server;
  }

  static PageHttpServer start() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PageHttpServer pages = new PageHttpServer(HttpServer.create(anyPort, 50));
    pages.server.createContext("/", PageHttpServer::answer);
    pages.server.setExecutor(pages.pool);
    pages.server.start();
    return pages;
  }

  String url(int number) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number;
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdown();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String number = exchange.getRequestURI().getPath().substring(1);
    byte[] page = Traffic.page(number);
    int status = number.endsWith("9") ? 404 : 200;
    exchange.sendResponseHeaders(status, page.length == 0 ? -1 : page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }
}
