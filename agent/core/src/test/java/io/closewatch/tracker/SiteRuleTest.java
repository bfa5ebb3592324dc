package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteRuleTest {
  private static final Frame JDK = new Frame("java.net.Socket", "connect", "Socket.java", 600);
  private static final Frame LIBRARY =
      new Frame("org.apache.http.impl.Conn", "open", "Conn.java", 10);
  private static final Frame APP = new Frame("com.acme.Pay", "call", "Pay.java", 42);
  private static final Frame MAIN = new Frame("com.acme.Main", "main", "Main.java", 7);
  private static final Frame EXECUTOR =
      new Frame("java.util.concurrent.ThreadPoolExecutor", "runWorker", "T.java", 1);

  @Test
  void choosesTheFirstFrameThatIsNeitherJdkNorLibrary() {
    List<Frame> frames = List.of(JDK, LIBRARY, APP, MAIN);

    assertThat(new SiteRule(List.of()).siteIndex(frames)).isEqualTo(2);
  }

  @Test
  void takesTheServletApiForNoApplicationUnderBothItsNames() {
    Frame javax = new Frame("javax.servlet.ServletRequestWrapper", "startAsync", "S.java", 1);
    Frame jakarta = new Frame("jakarta.servlet.ServletRequestWrapper", "startAsync", "S.java", 1);

    assertThat(new SiteRule(List.of()).siteIndex(List.of(javax, jakarta, APP))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.$Proxy12",
        "jdk.proxy2.$Proxy5",
        "com.acme.Pay$$EnhancerBySpringCGLIB$$8f0a3c1",
        "com.acme.Pay$$FastClassBySpringCGLIB$$1",
        "com.acme.Pay$$SpringCGLIB$$0",
        "com.acme.Pay$$EnhancerByGuice$$12",
        "com.acme.Main$$Lambda$14",
        "com.acme.Pay$ByteBuddy$k2",
        "com.acme.Pay_$$_jvst1_0"
      })
  void neverChoosesAGeneratedProxy(String proxy) {
    List<Frame> frames = List.of(JDK, LIBRARY, new Frame(proxy, "call", null, -1), MAIN);

    assertThat(new SiteRule(List.of()).siteIndex(frames)).isEqualTo(3);
    assertThat(new SiteRule(List.of("com.acme")).siteIndex(frames)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.acme.$ProxyMaker", "com.acme.Pay$Proxy1", "com.acme.Pay$1"})
  void takesWhatSomebodyHasWrittenForTheApplication(String name) {
    assertThat(new SiteRule(List.of()).siteIndex(List.of(JDK, new Frame(name, "call", null, 1))))
        .isEqualTo(1);
  }

  @Test
  void knowsNoLineOfTheApplicationOnAThreadThatFillsAPool() {
    List<Frame> frames =
        List.of(
            JDK,
            new Frame("org.postgresql.core.PGStream", "<init>", "PGStream.java", 1),
            new Frame("com.zaxxer.hikari.util.DriverDataSource", "getConnection", "D.java", 1),
            new Frame("com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator", "call", "H.java", 1),
            EXECUTOR,
            new Frame("java.lang.Thread", "run", "Thread.java", 1));

    assertThat(new SiteRule(List.of()).siteIndex(frames)).isEqualTo(-1);
  }

  @Test
  void takesOneMoreLibraryForNoApplication() {
    SiteRule rule = new SiteRule(List.of());
    List<Frame> frames =
        List.of(JDK, new Frame("com.acme.moved.http.Exec", "execute", "E.java", 1), APP);

    assertThat(rule.withLibrary("com.acme.moved.http.").siteIndex(frames)).isEqualTo(2);
    assertThat(rule.withLibrary("").siteIndex(frames)).isEqualTo(1);
    assertThat(rule.withLibrary("org.apache.http.")).isSameAs(rule);
  }

  @Test
  void letsTheUserNameThePackages() {
    List<Frame> frames = List.of(JDK, LIBRARY, APP, MAIN);

    assertThat(new SiteRule(List.of("com.acme.Main")).siteIndex(frames)).isEqualTo(3);
    assertThat(new SiteRule(List.of("org.apache")).siteIndex(frames)).isEqualTo(1);
    assertThat(new SiteRule(List.of("com.acm")).siteIndex(frames)).isEqualTo(-1);
  }

  @Test
  void standsInWithTheLibraryAndThenWithTheCallerOfTheSocketClasses() {
    assertThat(SiteRule.representative(List.of(JDK, LIBRARY, EXECUTOR), -1)).isEqualTo(LIBRARY);
    assertThat(SiteRule.representative(List.of(JDK, EXECUTOR), -1)).isEqualTo(EXECUTOR);
    assertThat(SiteRule.representative(List.of(JDK), -1)).isEqualTo(JDK);
    assertThat(SiteRule.representative(List.of(), -1).location()).contains("no");
  }
}
