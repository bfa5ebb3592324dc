package io.closewatch.samples.httpclient5async;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Takes the first part of a page, and grants no capacity for more. */
final class FirstByte extends AbstractBinResponseConsumer<Void> {

  private final CompletableFuture<Character> first = new CompletableFuture<>();

  char await() throws ExecutionException, InterruptedException {
    return first.get();
  }

  @Override
  protected void start(HttpResponse response, ContentType type) {}

  @Override
  protected int capacityIncrement() {
    return 0;
  }

  @Override
  protected void data(ByteBuffer part, boolean end) {
    if (part.hasRemaining()) {
      first.complete((char) part.get());
    }
  }

  @Override
  protected @Nullable Void buildResult() {
    return null;
  }

  @Override
  public void failed(Exception cause) {
    first.completeExceptionally(cause);
  }

  @Override
  public void releaseResources() {}
}
