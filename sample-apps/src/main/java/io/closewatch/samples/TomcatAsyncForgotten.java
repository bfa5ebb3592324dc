package io.closewatch.samples;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A servlet that sends events to its subscribers for as long as they like: it starts asynchronous
 * requests without a timeout, and never completes them. As long as a request is not complete,
 * Tomcat does not look whether the client is still there.
 */
final class TomcatAsyncForgotten {

  private static final int CLIENTS = 5;

  private static final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Queue<AsyncContext> subscribers = new ConcurrentLinkedQueue<>();
    private final transient Semaphore subscribed = new Semaphore(0);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext subscriber = request.startAsync(); // handled: and never completed
      subscriber.setTimeout(0);
      subscribers.add(subscriber);
      subscribed.release();
    }

    void endAll() {
      subscribers.forEach(AsyncContext::complete);
    }
  }

  public static void main(String[] args) throws Exception {
    boolean clean = Arrays.asList(args).contains("clean");
    EventsServlet events = new EventsServlet();
    EmbeddedTomcat tomcat = EmbeddedTomcat.create();
    tomcat.serve("/events", events);
    tomcat.start();
    try (RemoteClients clients = RemoteClients.of(tomcat.port())) {
      for (int i = 0; i < CLIENTS; i++) {
        subscribeAndLeave(clients, events);
      }
      System.out.println(CLIENTS + " subscribers came and left");
      if (clean) {
        events.endAll(); // the fix
      }
      Hold.ready(args);
    }
  }

  private static void subscribeAndLeave(RemoteClients clients, EventsServlet events)
      throws IOException, InterruptedException {
    int client = clients.connect();
    clients.send(client, "GET /events HTTP/1.0");
    events.subscribed.acquire();
    clients.hangUp(client);
  }

  private TomcatAsyncForgotten() {}
}
