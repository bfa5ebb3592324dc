package io.closewatch.report;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.closeWait;
import static io.closewatch.diagnosis.SocketFixtures.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.closewatch.diagnosis.Diagnosis;
import io.closewatch.diagnosis.Snapshot;
import io.closewatch.diagnosis.Trends;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of threads, hosts and files come from outside: every reader must get them as they are. */
class JsonStringsTest {
  private static final String LONE_HIGH = "\ud83d";
  private static final String LONE_LOW = "\ude00";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"}],\"findings\":[]}",
        "back\\slash\\",
        "</script><img src=x onerror=alert(1)>",
        "<!--",
        "line\nfeed\r\ttab\b\f",
        "\u0000\u0001\u001b[2J\u001f\u007f\u0080\u009f",
        "\u00a0\u202e\u2028\u2029\ufeff\uffff",
        "caf\u00e9 \u4e2d\u6587 \ud83d\ude00\ud83d\ude01",
        " ",
        "null"
      })
  void anIndependentReaderGetsThemBack(String evil) throws IOException {
    JsonNode report = read(evil);

    assertThat(report.at("/agent/mainClass").asText()).isEqualTo(evil);
    assertThat(report.at("/findings/0/sockets/0/openedBy").asText()).isEqualTo(evil);
    assertThat(report.at("/findings/0/place/class").asText()).isEqualTo(evil);
    assertThat(report.at("/findings/0/place/method").asText()).isEqualTo(evil);
    assertThat(report.at("/findings/0/place/file").asText()).isEqualTo(evil);
    assertThat(report.at("/libraries/0/jar").asText()).isEqualTo(evil);
  }

  @Test
  void halfASurrogatePairIsReplaced() throws IOException {
    assertThat(readName("a" + LONE_HIGH)).isEqualTo("a\ufffd");
    assertThat(readName(LONE_LOW + "b")).isEqualTo("\ufffdb");
    assertThat(readName(LONE_HIGH + LONE_HIGH + LONE_LOW)).isEqualTo("\ufffd\ud83d\ude00");
    assertThat(readName(LONE_LOW + LONE_HIGH)).isEqualTo("\ufffd\ufffd");
    assertThat(readName(LONE_HIGH + "\u00e9")).isEqualTo("\ufffd\u00e9");
  }

  @Test
  void aPairThatIsWrittenInTwoPiecesStaysOne() throws IOException {
    AsciiText text = new AsciiText();
    AsciiJson ascii = new AsciiJson(text);
    ascii.append("\"a" + LONE_HIGH).append(LONE_LOW + "b\"");
    ascii.append("\"" + LONE_HIGH).append("\"", 0, 1).append(LONE_HIGH).append('"');

    assertThat(text).hasToString("\"a\\ud83d\\ude00b\"\"\\ufffd\"\\ufffd\"");
  }

  @Test
  void theJsonIsAsciiWhateverTheNames() {
    String json = json("\u0000\u007f\u0080\u00e9\u2028\ud83d\ude00" + LONE_HIGH);

    assertThat(json).matches("[ -~\n]*");
  }

  @Test
  void anEndlessNameIsCut() throws IOException {
    assertThat(readName("x".repeat(4_000))).isEqualTo("x".repeat(4_000));
    assertThat(readName("x".repeat(4_001))).isEqualTo("x".repeat(3_997) + "...");
    assertThat(readName("x".repeat(3_996) + "\ud83d\ude00".repeat(9)))
        .isEqualTo("x".repeat(3_996) + "\ufffd...");
  }

  private static String readName(String threadName) throws IOException {
    return read(threadName).at("/findings/0/sockets/0/openedBy").asText();
  }

  private static JsonNode read(String evil) throws IOException {
    return new ObjectMapper().readTree(json(evil));
  }

  private static String json(String evil) {
    SiteSnapshot site =
        new SiteSnapshot(
            new Frame(evil, evil, evil, 7),
            SocketKind.CLIENT_SOCKET,
            "0123456789abcdef",
            1,
            0,
            0,
            1,
            1);
    Snapshot snapshot = snapshot(closeWait(site, 0, 31_000).threadName(evil).build());
    AgentInfo agent = new AgentInfo("0.1.0", 0, false, 1, evil, evil, List.of(evil), 0);
    Libraries libraries = new Libraries(Map.of(evil, Set.of(new Library(evil, evil, evil))));
    return new JsonReport()
        .render(
            new Report(
                agent,
                snapshot,
                GRACES,
                Diagnosis.of(snapshot, GRACES, Trends.NONE),
                List.of(),
                Map.of(),
                libraries,
                List.of()));
  }
}
