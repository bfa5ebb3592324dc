package io.closewatch.probes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.AbstractAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;

/** Stops reading at the first byte of the body until it is told to go on. */
final class StallingConsumer4 extends AbstractAsyncResponseConsumer<Boolean> {

  private final CompletableFuture<IOControl> stalled = new CompletableFuture<>();
  private volatile boolean reading;

  void awaitStalled() throws Exception {
    stalled.get(30, TimeUnit.SECONDS);
  }

  /** Takes the rest of the body, whenever it comes. */
  void readOn() {
    reading = true;
    stalled.join().requestInput();
  }

  @Override
  protected void onResponseReceived(HttpResponse response) {}

  @Override
  protected void onEntityEnclosed(HttpEntity entity, ContentType contentType) {}

  @Override
  protected void onContentReceived(ContentDecoder decoder, IOControl ioControl) throws IOException {
    if (!reading) {
      ioControl.suspendInput();
      stalled.complete(ioControl);
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(8_192);
    while (decoder.read(bytes) > 0) {
      bytes.clear();
    }
  }

  @Override
  protected Boolean buildResult(HttpContext context) {
    return true;
  }

  @Override
  protected void releaseResources() {}
}
