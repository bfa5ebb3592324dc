package io.closewatch.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What crawlers have in common: four threads visit the pages of a server; every fourth is missing.
 */
public final class Crawl {

  /** Fetches a page; false if the server does not have it. */
  public interface Fetch {
    boolean fetch(String url) throws Exception;
  }

  /** Visits {@code pages} pages and prints how many were there. */
  public static void of(PeerJvm server, int pages, Fetch fetch)
      throws InterruptedException, ExecutionException {
    List<Callable<Boolean>> visits = new ArrayList<>();
    for (int i = 1; i <= pages; i++) {
      String url = server.url((i % 4 == 0 ? "/missing/" : "/page/") + i);
      visits.add(() -> fetch.fetch(url));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int found = 0;
    for (Future<Boolean> visit : threads.invokeAll(visits)) {
      found += visit.get() ? 1 : 0;
    }
    threads.shutdown();
    System.out.println("found " + found + " pages, " + (pages - found) + " missing");
  }

  private Crawl() {}
}
