package io.closewatch.samples.httpasyncclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads one byte of a page, then suspends the input. */
final class FirstByte extends AbstractAsyncResponseConsumer<Void> {

  private final CompletableFuture<Character> first = new CompletableFuture<>();

  char await() throws ExecutionException, InterruptedException {
    return first.get();
  }

  @Override
  protected void onContentReceived(ContentDecoder decoder, IOControl control) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    if (decoder.read(buffer) == 1) {
      control.suspendInput();
      first.complete((char) buffer.get(0));
    }
  }

  @Override
  protected void onResponseReceived(HttpResponse response) {}

  @Override
  protected void onEntityEnclosed(HttpEntity entity, ContentType type) {}

  @Override
  protected @Nullable Void buildResult(HttpContext context) {
    return null;
  }

  @Override
  protected void releaseResources() {
    first.completeExceptionally(new IOException("the request failed")); // if it has not come yet
  }
}
