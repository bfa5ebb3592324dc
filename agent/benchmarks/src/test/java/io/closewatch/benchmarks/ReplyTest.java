package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplyTest {

  @Test
  void isReadBackFromItsLine() {
    Reply reply = Reply.parse(Reply.of("wall", 1234.5).and("cpu", 2e9).toString());

    assertThat(reply.value("wall")).isEqualTo(1234.5);
    assertThat(reply.value("cpu")).isEqualTo(2e9);
    assertThat(reply.skipReason()).isNull();
  }

  @Test
  void carriesTheReasonForSkipping() {
    Reply reply = Reply.parse(Reply.skipped("limit = 1024, too low").toString());

    assertThat(reply.skipReason()).isEqualTo("limit = 1024, too low");
  }

  @Test
  void isNotMistakenForWhatAnAgentPrints() {
    assertThat(Reply.parse("File leak detector installed")).isNull();
    assertThat(Reply.parse("")).isNull();
  }

  @Test
  void saysWhichValueIsMissing() {
    Reply reply = Reply.of("wall", 1);

    assertThatThrownBy(() -> reply.value("cpu")).hasMessageContaining("no cpu in");
  }
}
