package io.closewatch.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends many requests from a few threads, and prints a sum of the answers. */
final class Traffic {

  /** Sends the request with a number, and returns the status or size of the answer. */
  interface Client {
    long request(int number) throws Exception;
  }

  private static final int THREADS = 4;

  static void run(int requests, Client client) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Long>> shares = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        shares.add(() -> share(first, requests, client));
      }
      long sum = 0;
      for (Future<Long> share : pool.invokeAll(shares)) {
        sum += share.get();
      }
      System.out.println(requests + " requests, sum of answers " + sum);
    } finally {
      pool.shutdown();
    }
  }

  /** What a server answers to the request with a number; its length differs. */
  static byte[] page(String number) {
    byte[] page = new byte[Integer.parseInt(number) % 3000];
    Arrays.fill(page, (byte) 'x');
    return page;
  }

  static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
    }
    return bytes.toByteArray();
  }

  private static long share(int first, int requests, Client client) throws Exception {
    long sum = 0;
    for (int number = first; number < requests; number += THREADS) {
      sum += client.request(number);
    }
    return sum;
  }

  private Traffic() {}
}
