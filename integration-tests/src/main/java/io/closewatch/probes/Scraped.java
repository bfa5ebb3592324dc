package io.closewatch.probes;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/**
 * A service with something of everything to be seen in its metrics. On a line of input it prints
 * what the JMX exporter's collector gives within this JVM, by the rules of the file that the line
 * names.
 */
final class Scraped {

  private static final List<Object> KEPT = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    URI server = URI.create(new HangingUpServer().url());
    for (int i = 0; i < 3; i++) {
      raw(server);
    }
    for (int i = 0; i < 2; i++) {
      drop(server);
    }
    try (IdleClosingServer pages = IdleClosingServer.start()) {
      leased(pages.url(20));
      exhausted(pages.url(20));
      IdleClosingServer.daemon("collections", Scraped::collectForEver);
      System.out.println("ready");
      answerRequests();
    }
  }

  private static void raw(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort()); // leak: raw
    talk(socket);
    KEPT.add(socket);
  }

  private static void drop(URI server) throws IOException {
    talk(new Socket(server.getHost(), server.getPort())); // leak: dropped
  }

  private static void talk(Socket socket) throws IOException {
    socket.getOutputStream().write("GET /\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    int read;
    do {
      read = socket.getInputStream().read();
    } while (read >= 0);
  }

  private static void leased(String page) throws IOException {
    HttpClient client =
        HttpClients.custom().setMaxConnTotal(6).setMaxConnPerRoute(6).build(); // pool: leased
    KEPT.add(client);
    for (int i = 0; i < 2; i++) {
      KEPT.add(client.execute(new HttpGet(page))); // lease: leased
    }
    EntityUtils.consume(client.execute(new HttpGet(page)).getEntity());
  }

  private static void exhausted(String page) throws IOException {
    HttpClient client = HttpClients.custom().setMaxConnTotal(1).build(); // pool: exhausted
    KEPT.add(client);
    KEPT.add(client.execute(new HttpGet(page))); // lease: exhausted
    IdleClosingServer.daemon(
        "waiting",
        () -> {
          try {
            client.execute(new HttpGet(page));
          } catch (IOException e) {
            System.out.println("does not wait any more: " + e);
          }
        });
  }

  private static void collectForEver() {
    while (true) {
      System.gc();
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void answerRequests() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      PrometheusRegistry registry = new PrometheusRegistry();
      new JmxCollector(new File(line)).register(registry);
      PrometheusTextFormatWriter.create().write(System.out, registry.scrape());
      System.out.println("scraped");
    }
  }

  private Scraped() {}
}
