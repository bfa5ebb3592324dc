package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.PoolFixtures.FETCH;
import static io.closewatch.diagnosis.PoolFixtures.elsewhere;
import static io.closewatch.diagnosis.PoolFixtures.pool;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.handledBy;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.PoolKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PoolRemediesTest {

  @ParameterizedTest
  @CsvSource({
    "MULTI_THREADED_3, Commons HttpClient 3.1, method.releaseConnection() in a finally block",
    "SIMPLE_3, Commons HttpClient 3.0.1, method.releaseConnection() in a finally block",
    "TSCCM_4, Apache HttpClient 4.0.3, Call response.getEntity().consumeContent() in a finally",
    "TSCCM_4, Apache HttpClient 4.1.3, Call EntityUtils.consume(entity) in a finally",
    "SINGLE_4, Apache HttpClient 4.2.6, request.releaseConnection() in the finally block",
    "POOL_4, Apache HttpClient 4.2.6, Call EntityUtils.consume(entity) in a finally",
    "POOL_4, Apache HttpClient 4.3.6, try (CloseableHttpResponse response = client.execute(request))",
    "POOL_4, Apache HttpClient 4 (com.shaded.v1.2.apache.http), try (CloseableHttpResponse response = client.execute(request))",
    "BASIC_4, Apache HttpClient 4.5.14, try (CloseableHttpResponse response = client.execute(request))",
    "NIO_POOL_4, Apache HttpAsyncClient 4.1.5, ioctrl.suspendInput()",
    "STRICT_5, Apache HttpClient 5.1.4, try (CloseableHttpResponse response = client.execute(request))",
    "STRICT_5, Apache HttpClient 5.2.3, 'try (ClassicHttpResponse response = client.executeOpen(null, request, null))'",
    "BASIC_5, HttpCore 5.4.4 pool, 'try (ClassicHttpResponse response = client.executeOpen(null, request, null))'",
  })
  void namesTheCallsThatTheGenerationHas(PoolKind kind, String library, String call) {
    assertThat(PoolRemedies.giveBack(pool(kind, library).build(), null)).contains(call);
  }

  @Test
  void namesNoCallThatTheGenerationDoesNotHave() {
    assertThat(giveBack(PoolKind.POOL_4, "Apache HttpClient 4.2.6"))
        .doesNotContain("CloseableHttpResponse");
    assertThat(giveBack(PoolKind.TSCCM_4, "Apache HttpClient 4.1.3"))
        .doesNotContain("releaseConnection");
    assertThat(giveBack(PoolKind.TSCCM_4, "Apache HttpClient 4.0.3"))
        .doesNotContain("EntityUtils.consume");
    assertThat(giveBack(PoolKind.LAX_5, "Apache HttpClient 5.1.4")).doesNotContain("executeOpen");
    assertThat(evict(PoolKind.POOL_4, "Apache HttpClient 4.3.6", false))
        .doesNotContain("HttpClientBuilder");
    assertThat(evict(PoolKind.STRICT_5, "Apache HttpClient 5.0", false))
        .doesNotContain("ConnectionConfig");
  }

  @ParameterizedTest
  @CsvSource({
    "MULTI_THREADED_3, Commons HttpClient 3.1, false, Start an IdleConnectionTimeoutThread",
    "SIMPLE_3, Commons HttpClient 3.1, false, new SimpleHttpConnectionManager(true)",
    "TSCCM_4, Apache HttpClient 4.0.3, false, Call manager.closeExpiredConnections()",
    "NIO_POOL_4, Apache HttpAsyncClient 4.1.5, true, Call manager.closeExpiredConnections()",
    "POOL_4, Apache HttpClient 4.3.6, false, Call manager.closeExpiredConnections()",
    "POOL_4, Apache HttpClient 4.5.14, false, 'HttpClientBuilder.evictIdleConnections(seconds, '",
    "STRICT_5, Apache HttpClient 5.6.5, false, HttpClientBuilder.evictIdleConnections(TimeValue",
    "STRICT_5, Apache HttpClient 5.6.5, true, HttpAsyncClientBuilder.evictIdleConnections(TimeValue",
    "LAX_5, Apache HttpClient 5.1.4, false, setConnectionTimeToLive(..)",
  })
  void namesTheEvictorThatTheGenerationHas(
      PoolKind kind, String library, boolean async, String call) {
    assertThat(evict(kind, library, async)).contains(call);
  }

  @ParameterizedTest
  @EnumSource(PoolKind.class)
  void fitsTheRoomThatReportsHave(PoolKind kind) {
    PoolSnapshot pool = pool(kind, "").build();

    for (String remedy :
        new String[] {
          PoolRemedies.giveBack(pool, null),
          PoolRemedies.evict(pool),
          PoolRemedies.share(kind),
          PoolRemedies.libraryFault(kind.generation()),
          PoolLimits.raise(pool),
          PoolLimits.stopLeak(pool, frame(FETCH)),
        }) {
      assertThat(remedy).hasSizeLessThan(900).endsWith(".");
      assertThat(remedy.indexOf(". ")).isLessThan(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "feign.httpclient.ApacheHttpClient, Close the feign.Response on every path",
    "org.springframework.http.client.HttpComponentsClientHttpRequest, Close the ClientHttpResponse",
    "org.springframework.web.client.RestTemplate, Close the ClientHttpResponse on every path",
    "org.glassfish.jersey.apache.connector.ApacheConnector, Close the javax.ws.rs",
    "org.jboss.resteasy.client.jaxrs.engines.ApacheHttpClient43Engine, Close the javax.ws.rs",
    "software.amazon.awssdk.http.apache.ApacheHttpClient, Close the ResponseInputStream",
    "com.google.api.client.http.apache.v2.ApacheHttpRequest, Call response.disconnect()",
  })
  void saysWhatToCloseWhereAWrapperIsBetween(String wrapper, String start) {
    assertThat(throughWrapper(wrapper, FETCH)).startsWith(start);
  }

  @Test
  void goesByTheOutermostWrapper() {
    assertThat(
            throughWrapper(
                "org.springframework.http.client.HttpComponentsClientHttpRequest",
                "feign.SynchronousMethodHandler.invoke(SynchronousMethodHandler.java:1)"))
        .startsWith("Close the feign.Response");
  }

  @Test
  void leavesTheCallersOfTheApplicationOut() {
    assertThat(
            PoolRemedies.giveBack(
                pool().build(),
                handledBy(
                    trace(
                        1,
                        "org.apache.http.A.execute(A.java:1)",
                        FETCH,
                        "org.springframework.web.client.RestTemplate.execute(RestTemplate.java:1)"),
                    elsewhere("worker-1"))))
        .startsWith("Open the response in try-with-resources");
  }

  @Test
  void takesARelocatedClientOfAnSdkForTheClient() {
    assertThat(
            throughWrapper(
                "com.amazonaws.thirdparty.apache.http.impl.client.CloseableHttpClient", FETCH))
        .startsWith("Open the response in try-with-resources");
  }

  private static String giveBack(PoolKind kind, String library) {
    return PoolRemedies.giveBack(pool(kind, library).build(), null);
  }

  private static String evict(PoolKind kind, String library, boolean async) {
    return PoolRemedies.evict(pool(kind, library).async(async).build());
  }

  /** The stack from the library through a class of the wrapper and a further frame. */
  private static String throughWrapper(String wrapper, String next) {
    Handling lease =
        handledBy(
            trace(
                next.equals(FETCH) ? 2 : 3,
                "org.apache.http.A.execute(A.java:1)",
                wrapper + ".execute(X.java:1)",
                next,
                FETCH),
            elsewhere("worker-1"));
    return PoolRemedies.giveBack(pool().build(), lease);
  }
}
