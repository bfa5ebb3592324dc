package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
