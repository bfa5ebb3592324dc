package io.closewatch.check;

import static io.closewatch.check.SampleReport.FEED_PRINT;
import static io.closewatch.check.SampleReport.feed;
import static io.closewatch.check.SampleReport.pay;
import static io.closewatch.check.SampleReport.payByGc;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitLabJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path dir;

  private CheckRun run;

  @BeforeEach
  void prepare() throws Exception {
    run = new CheckRun(dir);
    Path source = dir.resolve("src/main/java/com/acme/Pay.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
  }

  @Test
  void eachLineIsOneIssueWhateverItsKinds() throws Exception {
    SampleReport.of(pay(5), payByGc(3), feed(1)).write(dir.resolve("a.json"));
    Files.writeString(dir.resolve("baseline.txt"), FEED_PRINT + "  max=1");

    run.check("a.json", "gone.json", "--baseline", "baseline.txt", "--format", "gitlab");

    assertThat(issues())
        .isEqualTo(
            MAPPER.readTree(
                """
            [
              {
                "description":"5 sockets; also CLOSED_BY_GC: 3 sockets. The peer has hung up 2m ago, and nobody calls close(). Open it in try-with-resources.",
                "check_name":"closewatch.NOT_CLOSED",
                "fingerprint":"00000000000000a1",
                "severity":"critical",
                "location":{
                  "path":"src/main/java/com/acme/Pay.java",
                  "lines":{
                    "begin":42
                  }
                }
              },
              {
                "description":"1 connection. The peer has hung up 2m ago, and nobody calls close(). Open it in try-with-resources.",
                "check_name":"closewatch.LEASE_NOT_RETURNED",
                "fingerprint":"00000000000000b2",
                "severity":"minor",
                "location":{
                  "path":"com/acme/feed/Feed.java",
                  "lines":{
                    "begin":7
                  }
                }
              },
              {
                "description":"gone.json does not exist. Run the tests with -javaagent:closewatch-agent.jar=report=json,reportDir=... and pass that directory.",
                "check_name":"closewatch.NO_DATA",
                "fingerprint":"no-data-gone.json",
                "severity":"blocker",
                "location":{
                  "path":"gone.json",
                  "lines":{
                    "begin":1
                  }
                }
              }
            ]
            """));
  }

  @Test
  void cleanIsAnEmptyList() throws Exception {
    SampleReport.clean().write(dir.resolve("a.json"));

    run.check("a.json", "--format", "gitlab");

    assertThat(issues()).isEqualTo(MAPPER.createArrayNode());
  }

  private JsonNode issues() throws IOException {
    return MAPPER.readTree(dir.resolve("gl-code-quality-report.json").toFile());
  }
}
