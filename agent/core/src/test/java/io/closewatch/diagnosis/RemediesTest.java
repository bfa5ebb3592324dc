package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.trace;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {
  private static final String APPLICATION = "com.acme.Pay.call(Pay.java:7)";

  @ParameterizedTest
  @CsvSource({
    "sun.net.www.http.HttpClient, This socket belongs to a URLConnection",
    "jdk.internal.net.http.PlainHttpConnection, This socket belongs to a java.net.http.HttpClient",
    "org.apache.http.impl.conn.PoolingHttpClientConnectionManager, This socket belongs to an Apache HttpClient 4",
    "org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor, This socket belongs to an Apache HttpAsyncClient",
    "org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager, This socket belongs to an Apache HttpClient 5",
    "org.apache.commons.httpclient.HttpConnection, This socket belongs to a Commons HttpClient 3",
    "okhttp3.internal.connection.RealConnection, This socket belongs to an OkHttpClient",
    "com.sun.jndi.ldap.Connection, This socket belongs to an LDAP context",
    "org.postgresql.core.PGStream, This socket belongs to a JDBC driver",
    "redis.clients.jedis.Connection, This socket belongs to a library (redis.clients.jedis)",
  })
  void namesTheObjectToCloseByWhoeverOpenedTheSocket(String opener, String start) {
    assertThat(
            remedy(
                SocketKind.CLIENT_SOCKET,
                "java.net.Socket.<init>(Socket.java:454)",
                opener + ".open(X.java:1)",
                APPLICATION))
        .startsWith(start);
  }

  @Test
  void doesNotTakeTheCallerOfTheApplicationForTheOpener() {
    assertThat(
            remedy(
                SocketKind.CLIENT_SOCKET,
                "java.net.Socket.<init>(Socket.java:454)",
                APPLICATION,
                "okhttp3.internal.Interceptor.call(Interceptor.java:1)"))
        .startsWith(
            "Open the socket in try-with-resources, try (Socket s = new Socket(host, port))");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_CHANNEL, 'Open the channel in try-with-resources'",
    "CLIENT_ASYNC, 'Close the channel in completed() when a read returns -1'",
    "LISTENING_SOCKET, Close the listening socket when its server stops",
    "ACCEPTED_SOCKET, 'Do not look at the accept line, but at the code that handles the connections: its whole body'",
    "ACCEPTED_CHANNEL, 'Do not look at the accept line, but at the code that handles the connections: close the channel when read()'",
    "ACCEPTED_ASYNC, 'Do not look at the accept line, but at the code that handles the connections: close the channel in completed()'",
  })
  void fitsTheKindOfTheSocket(SocketKind kind, String start) {
    assertThat(remedy(kind, APPLICATION)).startsWith(start);
  }

  @Test
  void sendsTheReaderFromAServerLibraryToTheRequestsThatNeverEnd() {
    assertThat(
            remedy(
                SocketKind.ACCEPTED_CHANNEL,
                "sun.nio.ch.ServerSocketChannelImpl.accept(ServerSocketChannelImpl.java:1)",
                "org.apache.tomcat.util.net.NioEndpoint.serverSocketAccept(NioEndpoint.java:1)"))
        .startsWith(
            "The server (org.apache.tomcat.util.net) closes a connection when its request has ended");
    assertThat(
            remedy(
                SocketKind.ACCEPTED_CHANNEL,
                "sun.net.httpserver.ServerImpl$Dispatcher.run(ServerImpl.java:1)"))
        .startsWith("The JDK's HttpServer owns these connections: close every HttpExchange");
  }

  private static String remedy(SocketKind kind, String... locations) {
    SiteSnapshot site = site(kind, APPLICATION);
    SocketSnapshot socket = SocketSnapshot.of(7, site, trace(-1, locations)).build();
    return Remedies.close(new SocketGroup(List.of(socket), 1), false);
  }
}
