package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.shop.EventsServlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.web.FakeAsyncWebRequest;

class AsyncRequestsTest {
  private final AsyncRequests requests = requests(100);
  private final List<Object> contexts = new ArrayList<>();

  private static AsyncRequests requests(int capacity) {
    TraceTable traces = new TraceTable(new ThrowableHash(), new SiteRule(List.of()), 100);
    return new AsyncRequests(traces, new ContextLoaders(), capacity);
  }

  /** All contexts are equal: only their identity tells them apart. */
  private Object context() {
    Object context =
        new Object() {
          @Override
          public boolean equals(Object other) {
            return true;
          }

          @Override
          public int hashCode() {
            throw new IllegalStateException("calls into the container");
          }
        };
    contexts.add(context);
    return context;
  }

  private static List<String> lines(AsyncRequests requests) {
    return requests.sites().stream()
        .map(site -> site.count() + " " + site.frame().methodName())
        .toList();
  }

  @Test
  void countsOpenRequestsByTheLineThatStartedThem() {
    EventsServlet.doPost(requests, context());
    for (int i = 0; i < 3; i++) {
      EventsServlet.doGet(requests, context());
    }

    assertThat(lines(requests)).containsExactly("3 doGet", "1 doPost");
    assertThat(requests.count()).isEqualTo(4);
    AsyncRequestSite most = requests.sites().get(0);
    assertThat(most.frame().className()).isEqualTo(EventsServlet.class.getName());
    assertThat(most.oldestThread()).isEqualTo(Thread.currentThread().getName());
    assertThat(most.oldestMillis()).isBetween(0L, 60_000L);
    assertThat(most.oldestTrace().frames())
        .extracting(Frame::methodName)
        .startsWith("startAsync", "doGet");
  }

  @Test
  void forgetsWhatHasEndedAndWhatItNeverKnew() {
    EventsServlet.doGet(requests, context());
    EventsServlet.doGet(requests, context());
    requests.asyncEnded(contexts.get(0));
    requests.asyncEnded(contexts.get(0));
    requests.asyncEnded(context());

    assertThat(lines(requests)).containsExactly("1 doGet");
  }

  @Test
  void aRequestThatIsStartedAnewCountsOnceAtItsLastLine() {
    EventsServlet.doGet(requests, context());
    EventsServlet.doPost(requests, contexts.get(0));

    assertThat(lines(requests)).containsExactly("1 doPost");
  }

  @Test
  void namesTheFrameworkWhereTheApplicationIsNotOnTheStack() throws InterruptedException {
    Object context = context();
    Thread thread = new Thread(() -> FakeAsyncWebRequest.startAsync(requests, context));
    thread.start();
    thread.join();

    assertThat(requests.sites())
        .singleElement()
        .satisfies(
            site -> {
              assertThat(site.oldestTrace().siteIndex()).isEqualTo(-1);
              assertThat(site.frame().className()).isEqualTo(FakeAsyncWebRequest.class.getName());
            });
  }

  @Test
  void isBoundedAndSaysWhatItLeftOut() {
    AsyncRequests few = requests(2);
    for (int i = 0; i < 5; i++) {
      EventsServlet.doGet(few, context());
    }
    assertThat(lines(few)).containsExactly("2 doGet");
    assertThat(few.untracked()).isEqualTo(3);

    few.asyncEnded(contexts.get(0));
    EventsServlet.doPost(few, context());
    assertThat(lines(few)).containsExactlyInAnyOrder("1 doGet", "1 doPost");
  }

  @Test
  void doesNotKeepAContextAlive() {
    EventsServlet.doGet(requests, new Object());

    await()
        .until(
            () -> {
              System.gc();
              return requests.sites().isEmpty();
            });
    assertThat(requests.count()).isZero();
  }

  @Test
  void countsExactlyUnderContention() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Object> left =
          () -> {
            for (int i = 0; i < 5_000; i++) {
              Object context = new Object();
              EventsServlet.doGet(requests, context);
              requests.asyncEnded(context);
            }
            Object stays = new Object();
            EventsServlet.doGet(requests, stays);
            return stays;
          };
      for (Future<Object> stays : threads.invokeAll(List.of(left, left, left, left))) {
        contexts.add(stays.get());
      }
    } finally {
      threads.shutdown();
    }

    assertThat(lines(requests)).containsExactly("4 doGet");
    assertThat(requests.untracked()).isZero();
    assertThat(contexts).hasSize(4);
  }

  @Test
  void tellsHowManyAreOlderThanAGrace() {
    AsyncRequestSite site =
        new AsyncRequestSite(
            new Frame("A", "b", null, 1), TraceTable.OTHER_TRACE, "t", 500, 40_000, 30_000);

    assertThat(site.countOlderThan(30_000)).isEqualTo(1);
    assertThat(site.countOlderThan(29_999)).isEqualTo(2);
    assertThat(site.countOlderThan(0)).isEqualTo(3);
    assertThat(site.oldestMillis()).isEqualTo(40_000);
  }
}
