package io.closewatch.probes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with an asynchronous request that nobody completes. Each line on standard input starts
 * one more, of a client that hangs up at once if it says {@code leave}; but {@code complete}
 * completes them all.
 */
final class LateAsync {

  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  /** One that nobody held would be closed by the garbage collector, and be a leak of its own. */
  private static final List<Socket> CLIENTS = new ArrayList<>();

  private static final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Queue<AsyncContext> open = new ConcurrentLinkedQueue<>();
    private final transient Semaphore begun = new Semaphore(0);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext context = request.startAsync(); // async: not completed
      context.setTimeout(0);
      open.add(context);
      begun.release();
    }

    void completeAll() {
      for (AsyncContext context = open.poll(); context != null; context = open.poll()) {
        context.complete();
      }
    }
  }

  public static void main(String[] args) throws Exception {
    TOMCAT_LOG.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(new File("tomcat").getAbsolutePath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    EventsServlet events = new EventsServlet();
    Context context = tomcat.addContext("", new File(".").getAbsolutePath());
    Tomcat.addServlet(context, "events", events).setAsyncSupported(true);
    context.addServletMappingDecoded("/events", "events");
    tomcat.start();
    int port = tomcat.getConnector().getLocalPort();
    int requests = 0;
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = "begin"; order != null; order = orders.readLine()) {
      if (order.equals("complete")) {
        events.completeAll();
        System.out.println("completed");
      } else {
        Socket client = get(port);
        if (order.equals("leave")) {
          client.close();
        } else {
          CLIENTS.add(client);
        }
        events.begun.acquire();
        System.out.println(++requests + " begun");
      }
    }
    System.exit(0); // a stop of Tomcat while requests are open may print errors
  }

  /** The client stays connected until the program ends, unless it is closed. */
  private static Socket get(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client
        .getOutputStream()
        .write("GET /events HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private LateAsync() {}
}
