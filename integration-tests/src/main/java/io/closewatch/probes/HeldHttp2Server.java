package io.closewatch.probes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;

/** HTTP/2 without TLS on loopback; each answer, a page, is held back until it is asked for. */
final class HeldHttp2Server implements AsyncServerRequestHandler<Message<HttpRequest, String>> {

  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<ResponseTrigger> held = new LinkedBlockingQueue<>();
  private final HttpAsyncServer server;
  private final int port;

  private HeldHttp2Server() throws Exception {
    server =
        H2ServerBootstrap.bootstrap()
            .setCanonicalHostName("127.0.0.1")
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
            .register("*", this)
            .create();
    server.start();
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ListenerEndpoint endpoint = server.listen(anyPort).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    port = ((InetSocketAddress) endpoint.getAddress()).getPort();
  }

  static HeldHttp2Server start() throws Exception {
    return new HeldHttp2Server();
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Waits until so many requests are there, and answers them all. */
  void answer(int requests, int bytes) throws Exception {
    byte[] page = new byte[bytes];
    Arrays.fill(page, (byte) '.');
    for (ResponseTrigger request : await(requests)) {
      AsyncResponseProducer response =
          new BasicResponseProducer(
              200, new BasicAsyncEntityProducer(page, ContentType.TEXT_PLAIN));
      request.submitResponse(response, null);
    }
  }

  /** Waits until so many requests are there. */
  void awaitHeld(int requests) throws InterruptedException {
    held.addAll(Arrays.asList(await(requests)));
  }

  /** Closes all connections too. */
  void hangUp() {
    server.close(CloseMode.IMMEDIATE);
  }

  private ResponseTrigger[] await(int requests) throws InterruptedException {
    ResponseTrigger[] taken = new ResponseTrigger[requests];
    for (int i = 0; i < requests; i++) {
      ResponseTrigger next = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new IllegalStateException("only " + i + " requests came");
      }
      taken[i] = next;
    }
    return taken;
  }

  @Override
  public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
      HttpRequest request, EntityDetails entity, HttpContext context) {
    return new BasicRequestConsumer<>(new StringAsyncEntityConsumer());
  }

  @Override
  public void handle(
      Message<HttpRequest, String> request, ResponseTrigger answer, HttpContext context) {
    held.add(answer);
  }
}
