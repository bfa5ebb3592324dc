package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.site;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.closewatch.diagnosis.Confidence;
import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.FindingKind;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.diagnosis.SamplePools;
import io.closewatch.diagnosis.SitelessFindings;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import io.closewatch.tracker.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void rendersTheReportAsItsGoldenFile() throws IOException {
    String json = new JsonReport().render(JsonSamples.small());

    try (InputStream file = getClass().getResourceAsStream("/report/small.json")) {
      assertThat(file).as("golden file; the report is:%n%s", json).isNotNull();
      assertThat(json).isEqualTo(new String(file.readAllBytes(), UTF_8));
    }
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    JsonNode report = read(JsonSamples.kernelUnavailable());

    assertThat(report.at("/kernel").toString())
        .isEqualTo(
            "{\"available\":false,\"unavailableBecause\":\"/proc/self/net/tcp: not there\","
                + "\"states\":null,\"listeners\":null,\"notAccepted\":null,\"untracked\":null,"
                + "\"gaps\":[]}");
    assertThat(report.at("/descriptors").toString())
        .isEqualTo(
            "{\"used\":null,\"softLimit\":null,\"hardLimit\":null,\"sockets\":null,"
                + "\"files\":null,\"other\":null}");
    assertThat(report.at("/socketDescriptors/all").isNull()).isTrue();
    assertThat(report.at("/verdict/outcome").asText()).isEqualTo("NO_VERDICT");
    assertThat(report.toString()).doesNotContain(":-1");
  }

  @Test
  void aFindingWithManySocketsShowsTwenty() throws IOException {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      sockets.add(closeWait(site(SocketKind.CLIENT_SOCKET), 0, 31_000).build());
    }

    JsonNode finding = read(JsonSamples.diagnosed(snapshot(sockets, kernel()))).at("/findings/0");

    assertThat(finding.at("/count").asInt()).isEqualTo(23);
    assertThat(finding.at("/sockets")).hasSize(20);
    assertThat(finding.at("/socketsLeftOut").asInt()).isEqualTo(3);
  }

  @Test
  void aDeepStackIsCutBehindTheMarkedFrame() throws IOException {
    assertThat(stackMarkedAt(4).at("/frames")).hasSize(30);
    assertThat(stackMarkedAt(4).at("/framesLeftOut").asInt()).isEqualTo(34);
    assertThat(stackMarkedAt(40).at("/frames")).hasSize(41);
    assertThat(stackMarkedAt(40).at("/frames/40/method").asText()).isEqualTo("m40");
    assertThat(stackMarkedAt(40).at("/framesLeftOut").asInt()).isEqualTo(23);
  }

  private static JsonNode stackMarkedAt(int index) throws IOException {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      frames.add(new Frame("com.acme.Deep", "m" + i, "Deep.java", i));
    }
    SocketSnapshot deep =
        SocketSnapshot.of(7, site(SocketKind.CLIENT_SOCKET), new Trace(frames, index))
            .row(closeWait(site(SocketKind.CLIENT_SOCKET), 0, 0).build().row(), null)
            .stateMillis(31_000)
            .build();
    return read(JsonSamples.diagnosed(snapshot(deep))).at("/findings/0/stacks/0");
  }

  @Test
  void theSitesBeyondTwoHundredAreAddedUp() throws IOException {
    List<SiteSnapshot> sites = new ArrayList<>();
    for (int i = 1; i <= 203; i++) {
      String line = "com.acme.Client" + i + ".open(Client.java:" + i + ")";
      sites.add(site(SocketKind.CLIENT_CHANNEL, line, 10 + i, 7, 3, i, i));
    }

    JsonNode report =
        read(JsonSamples.diagnosed(new Snapshot(1, 1, List.of(), sites, kernel(), 0)));

    assertThat(report.at("/sites")).hasSize(200);
    assertThat(report.at("/sites/199/frame/class").asText()).isEqualTo("com.acme.Client200");
    assertThat(report.at("/otherSites").toString())
        .isEqualTo("{\"sites\":3,\"open\":606,\"opened\":636,\"closed\":21,\"closedByGc\":9}");
  }

  @Test
  void thePoolsBeyondTwoHundredAreAddedUp() throws IOException {
    List<PoolSnapshot> pools = new ArrayList<>();
    for (int i = 0; i < 204; i++) {
      pools.add(SamplePools.quiet(i));
    }
    pools.add(SamplePools.exhausted());
    HttpPools all = HttpPools.of().pools(pools).build();

    JsonNode report = read(JsonSamples.diagnosed(SamplePools.snapshot(all)));

    assertThat(report.at("/pools")).hasSize(200);
    assertThat(report.at("/pools/0/pending").asInt()).isEqualTo(3);
    assertThat(report.at("/otherPools").toString())
        .isEqualTo("{\"pools\":5,\"leased\":0,\"available\":5,\"pending\":0}");
  }

  @Test
  void allOfTenThousandFindingsAreThereTheLastOnesInBrief() throws IOException {
    List<SocketSnapshot> sockets = new ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      SiteSnapshot site =
          site(SocketKind.CLIENT_SOCKET, "com.acme.C" + i + ".open(C.java:" + i + ")");
      sockets.add(closeWait(site, 0, 31_000 + i).build());
      sockets.add(closeWait(site, 0, 31_000).build());
    }

    JsonNode findings = read(JsonSamples.diagnosed(snapshot(sockets, kernel()))).at("/findings");

    assertThat(findings).hasSize(10_000);
    assertThat(findings.at("/199/sockets")).hasSize(2);
    assertThat(findings.at("/200/sockets")).hasSize(1);
    assertThat(findings.at("/200/socketsLeftOut").asInt()).isOne();
    assertThat(findings.at("/9999/place/class").asText()).startsWith("com.acme.C");
  }

  @Test
  void theListeningSocketsStandInForConnectionsThatHaveNoDescriptor() throws IOException {
    Report acceptor =
        HandlingTextTest.goldens()
            .filter(g -> g.name().equals("acceptor-stuck"))
            .findAny()
            .get()
            .report();

    JsonNode finding = read(acceptor).at("/findings/0");

    assertThat(finding.at("/kind").asText()).isEqualTo("NOT_ACCEPTED");
    assertThat(finding.at("/sockets/0/state").asText()).isEqualTo("LISTEN");
    assertThat(finding.at("/stacks")).isNotEmpty();
  }

  @Test
  void theJarThatOpenedTheSocketsIsNamed() throws IOException {
    Report library =
        HandlingTextTest.goldens().filter(g -> g.name().equals("library")).findAny().get().report();

    JsonNode report = read(library);

    assertThat(report.at("/findings/0/openedInLibrary").asText())
        .startsWith("httpclient 4.5.14 (httpclient-4.5.14.jar)");
    assertThat(report.at("/libraries/0/jar").asText()).isEqualTo("httpclient-4.5.14.jar");
    assertThat(report.at("/libraries/0/classes/0").asText())
        .isEqualTo("org.apache.http.conn.PlainSocketFactory");
  }

  @Test
  void aFindingOfAPoolTellsTheLineAndTheStacksThatLeased() throws IOException {
    Finding leases = SitelessFindings.leases(Confidence.LIKELY, 5, SamplePools.FETCH);

    JsonNode finding = read(JsonSamples.of(leases)).at("/findings/0");

    assertThat(finding.at("/unit").asText()).isEqualTo("connection");
    assertThat(finding.at("/place/line").asInt())
        .isEqualTo(frame(SamplePools.FETCH).line())
        .isEqualTo(42);
    assertThat(finding.at("/site").isNull()).isTrue();
    assertThat(finding.at("/stacks/0/title").asText())
        .isEqualTo("All 5 leased by thread \"worker-1\"");
    assertThat(finding.at("/stacks/0/marked").asInt()).isEqualTo(2);
  }

  @Test
  void onlyTheSureOnesAreLeaks() throws IOException {
    JsonNode report =
        read(
            JsonSamples.of(
                SitelessFindings.leases(Confidence.CERTAIN, 1, SamplePools.FETCH),
                SitelessFindings.leases(Confidence.LIKELY, 1, SamplePools.POLL),
                SitelessFindings.leases(Confidence.SUSPECT, 1, SamplePools.MAKE),
                SitelessFindings.finding(
                    FindingKind.IDLE_IN_POOL, Confidence.INFO, 1, SamplePools.MAKE)));

    assertThat(report.findValuesAsText("leak")).containsExactly("true", "true", "false", "false");
    assertThat(report.at("/verdict/leaks").asInt()).isEqualTo(2);
  }

  private static JsonNode read(Report report) throws IOException {
    return new ObjectMapper().readTree(new JsonReport().render(report));
  }
}
