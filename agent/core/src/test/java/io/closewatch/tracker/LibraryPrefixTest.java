package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "POOL_4, org.apache.http.pool.AbstractConnPool, org.apache.http.",
    "POOL_4, com.amazonaws.thirdparty.apache.http.pool.AbstractConnPool,"
        + " com.amazonaws.thirdparty.apache.http.",
    "POOL_4, org.apache.maven.wagon.providers.http.httpclient.pool.AbstractConnPool,"
        + " org.apache.maven.wagon.providers.http.httpclient.",
    "NIO_POOL_4, a.b.apache.http.nio.pool.AbstractNIOConnPool, a.b.apache.http.",
    "TSCCM_4, a.b.apache.http.impl.conn.tsccm.ConnPoolByRoute, a.b.apache.http.",
    "SINGLE_4, a.b.apache.http.impl.conn.SingleClientConnManager, a.b.apache.http.",
    "BASIC_4, a.b.apache.http.impl.conn.BasicHttpClientConnectionManager, a.b.apache.http.",
    "STRICT_5, a.b.apache.hc.core5.pool.StrictConnPool, a.b.apache.hc.",
    "LAX_5, a.b.apache.hc.core5.pool.LaxConnPool, a.b.apache.hc.",
    "OFFLOCK_5, a.b.apache.hc.core5.pool.RouteSegmentedConnPool, a.b.apache.hc.",
    "BASIC_5, a.b.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager, a.b.apache.hc.",
    "MULTI_THREADED_3, a.b.commons.httpclient.MultiThreadedHttpConnectionManager,"
        + " a.b.commons.httpclient.",
    "SIMPLE_3, a.b.commons.httpclient.SimpleHttpConnectionManager, a.b.commons.httpclient."
  })
  void isWhatStandsBeforeTheLibrarysOwnPackages(PoolKind kind, String name, String prefix) {
    assertThat(LibraryPrefix.of(name, kind)).isEqualTo(prefix);
  }

  @Test
  void aPackageThatIsToldApartByNothingIsNotTheLibrarys() {
    assertThat(LibraryPrefix.of("com.acme.pool.AbstractConnPool", PoolKind.POOL_4)).isEmpty();
    assertThat(LibraryPrefix.of("com.acme.web.fetch.OwnPool", PoolKind.POOL_4)).isEmpty();
  }
}
