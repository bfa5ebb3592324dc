package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.findings;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebappsTest {
  private final SiteSnapshot client = site(SocketKind.CLIENT_SOCKET);

  private SocketSnapshot.Builder leakOf(String webapp) {
    return closeWait(client, 0, 45_000).webapp(webapp);
  }

  @Test
  void areNamedInAFinding() {
    assertThat(findings(leakOf("shop"), leakOf("shop##2"), leakOf("shop")).get(0).evidence())
        .contains("opened by webapps shop x2, shop##2 x1");
    assertThat(findings(leakOf("shop"), leakOf("shop"), leakOf("")).get(0).evidence())
        .contains("opened by webapp shop x2");
  }

  @Test
  void areNotSpokenOfWhereThereAreNone() {
    assertThat(findings(leakOf("")).get(0).evidence()).noneMatch(line -> line.contains("webapp"));
    assertThat(Webapps.openers(List.of())).isEmpty();
  }

  @Test
  void areNotNamedWhereThereIsOnlyThatOfAnEmbeddedServer() {
    assertThat(findings(leakOf("ROOT"), leakOf("ROOT")).get(0).evidence())
        .noneMatch(line -> line.contains("webapp"));
    assertThat(findings(leakOf("ROOT"), leakOf("shop"), leakOf("ROOT")).get(0).evidence())
        .contains("opened by webapps ROOT x2, shop x1");
  }
}
