package io.closewatch.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Divides operations over client threads that live as long as the JVM. */
final class ClientThreads {
  private final int count;
  private final ExecutorService threads;

  ClientThreads(int count) {
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "client");
              thread.setDaemon(true);
              return thread;
            });
  }

  void run(int operations, int frames, Operation operation)
      throws InterruptedException, ExecutionException {
    List<Future<?>> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(threads.submit(() -> share(operations / count, frames, operation)));
    }
    for (Future<?> share : shares) {
      share.get();
    }
  }

  private static Object share(int operations, int frames, Operation operation) throws IOException {
    for (int i = 0; i < operations; i++) {
      CallPath.call(frames, 0, operation);
    }
    return operation;
  }
}
