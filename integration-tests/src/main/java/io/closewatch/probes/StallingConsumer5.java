package io.closewatch.probes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Grants no capacity for the body until it is told to go on. */
final class StallingConsumer5 implements AsyncResponseConsumer<Boolean> {

  private final CompletableFuture<CapacityChannel> stalled = new CompletableFuture<>();
  private final CompletableFuture<FutureCallback<Boolean>> callback = new CompletableFuture<>();

  void awaitStalled() throws Exception {
    stalled.get(30, TimeUnit.SECONDS);
  }

  /** Takes the rest of the body, whenever it comes. */
  void readOn() throws IOException {
    stalled.join().update(Integer.MAX_VALUE);
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      EntityDetails entity,
      HttpContext context,
      FutureCallback<Boolean> resultCallback) {
    callback.complete(resultCallback);
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel capacityChannel) {
    stalled.complete(capacityChannel);
  }

  @Override
  public void consume(ByteBuffer source) {
    source.position(source.limit());
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) {
    callback.join().completed(true);
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
