package io.closewatch.probes;

/** HttpURLConnection against the JDK's web server. Argument: requests. */
final class UrlConnectionTraffic {

  public static void main(String[] args) throws Exception {
    try (PageHttpServer server = PageHttpServer.start()) {
      Traffic.run(Integer.parseInt(args[0]), number -> UrlConnections.get(server.url(number)));
      StandardInput.awaitAfter("ready");
    }
  }

  private UrlConnectionTraffic() {}
}
