package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.GRACES;
import static io.closewatch.diagnosis.SocketFixtures.NOW;
import static io.closewatch.diagnosis.SocketFixtures.kernel;
import static io.closewatch.diagnosis.SocketFixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.kernel.TcpState;
import io.closewatch.kernel.UntrackedSocket;
import io.closewatch.kernel.UntrackedSocket.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnattributedTest {
  private final UntrackedSocket established =
      new UntrackedSocket(90, 900, Protocol.TCP, row(TcpState.ESTABLISHED, 0));
  private final UntrackedSocket closeWait =
      new UntrackedSocket(91, 901, Protocol.TCP, row(TcpState.CLOSE_WAIT, 1));
  private final UntrackedSocket noRow = new UntrackedSocket(92, 902, Protocol.NO_ROW, null);
  private final UntrackedSocket unix = new UntrackedSocket(93, 903, Protocol.NOT_TCP, null);

  @Test
  void countsWhatIsOrMayBeTcp() {
    Finding finding = findings(0, established, noRow, unix).get(0);

    assertThat(finding.kind()).isEqualTo(FindingKind.UNATTRIBUTED);
    assertThat(finding.confidence()).isEqualTo(Confidence.INFO);
    assertThat(finding.site()).isNull();
    assertThat(finding.fixAt()).isNull();
    assertThat(finding.count()).isEqualTo(2);
    assertThat(finding.summary()).isEqualTo("2 open sockets of this process, no line known.");
    assertThat(finding.remedy())
        .contains("io.netty.transport.noNative")
        .doesNotContain("-javaagent");
  }

  @Test
  void tellsSocketsOfBeforeTheAgentFromThoseThatNoHookSaw() {
    Finding finding = findings(2, established, closeWait, noRow).get(0);

    assertThat(finding.summary())
        .isEqualTo("3 open sockets of this process, no line known; 1 of them in CLOSE_WAIT.");
    assertThat(finding.evidence())
        .containsExactly(
            "2 of them were open before the agent came",
            "1 of them came later, from code that the hooks do not see: native code (the epoll"
                + " transport of Netty, JNI), or an accept() that was already waiting at attach",
            "kernel: CLOSE_WAIT, ESTABLISHED, no connection",
            "peers: 127.0.0.1:8080 x2");
    assertThat(finding.remedy()).contains("-javaagent:closewatch-agent.jar");
  }

  @Test
  void doesNotCountOtherSocketsOfBeforeTheAgent() {
    assertThat(findings(5, established, unix).get(0).evidence())
        .contains("1 of them were open before the agent came")
        .noneMatch(line -> line.contains("came later"));
  }

  @Test
  void saysNothingOfOtherProtocols() {
    assertThat(findings(1, unix)).isEmpty();
  }

  private static List<Finding> findings(int before, UntrackedSocket... untracked) {
    return Diagnosis.of(
        new Snapshot(NOW, 1, List.of(), List.of(), kernel(untracked), before), GRACES, Trends.NONE);
  }
}
