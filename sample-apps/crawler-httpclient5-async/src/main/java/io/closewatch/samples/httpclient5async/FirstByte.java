package io.closewatch.samples.httpclient5async;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Looks at the first byte of a page, and takes the rest or grants no capacity for it. */
final class FirstByte extends AbstractBinResponseConsumer<Void> {

  private final CompletableFuture<Character> first = new CompletableFuture<>();
  private final int capacity;

  FirstByte(boolean takesRest) {
    this.capacity = takesRest ? Integer.MAX_VALUE : 0;
  }

  char await() throws ExecutionException, InterruptedException {
    return first.get();
  }

  @Override
  protected void start(HttpResponse response, ContentType type) {}

  @Override
  protected int capacityIncrement() {
    return capacity;
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
