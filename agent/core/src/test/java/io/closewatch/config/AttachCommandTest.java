package io.closewatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.closewatch.config.AttachCommand.Verb;
import io.closewatch.config.AttachReply.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachCommandTest {

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"closeWaitGrace=5s,logLevel=info", "report", "a=!stop"})
  void anArgumentWithoutTheMarkIsPlainOptions(String argument) {
    AttachCommand command = AttachCommand.parse(argument);

    assertThat(command.verb()).isEqualTo(Verb.OPTIONS);
    assertThat(command.options()).isEqualTo(argument == null ? "" : argument);
    assertThat(command.replyFile()).isNull();
    assertThat(command.toArgument()).isEqualTo(command.options());
  }

  @Test
  void aCommandNamesItsFileAndOptions() {
    AttachCommand command =
        AttachCommand.parse("!report,file=/tmp/r/reply,options=closeWaitGrace=5s\\,jmx=false");

    assertThat(command.verb()).isEqualTo(Verb.REPORT);
    assertThat(command.replyFile()).isEqualTo(new File("/tmp/r/reply"));
    assertThat(command.options()).isEqualTo("closeWaitGrace=5s,jmx=false");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OPTIONS", "UNKNOWN"})
  void everyCommandIsReadBackAsWritten(Verb verb) {
    File file = new File("/tmp/a,b\\c/reply");
    String options = "reportDir=/x\\,y,jmx=false";

    AttachCommand read = AttachCommand.parse(AttachCommand.of(verb, file, options).toArgument());

    assertThat(read.verb()).isEqualTo(verb);
    assertThat(read.replyFile()).isEqualTo(file);
    assertThat(read.options()).isEqualTo(options);
  }

  @Test
  void aWordOfANewerCommandLineIsUnknownButKeepsItsFile() {
    AttachCommand command = AttachCommand.parse("!watch,file=/tmp/reply");

    assertThat(command.verb()).isEqualTo(Verb.UNKNOWN);
    assertThat(command.word()).isEqualTo("watch");
    assertThat(command.replyFile()).isEqualTo(new File("/tmp/reply"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "!,", "!options", "!unknown,file", "!,file=reply"})
  void malformedCommandsAreUnknown(String argument) {
    AttachCommand command = AttachCommand.parse(argument);

    assertThat(command.verb()).isEqualTo(Verb.UNKNOWN);
    assertThat(command.replyFile()).isNull();
  }

  @Test
  void aRelativeFileIsNotUsed() {
    assertThat(AttachCommand.parse("!stop,file=reply").replyFile()).isNull();
  }

  @Test
  void onlyOptionsAttachAndReportsInstall() {
    assertThat(Verb.values())
        .filteredOn(Verb::installs)
        .containsExactly(
            Verb.OPTIONS, Verb.ATTACH, Verb.REPORT, Verb.REPORT_HTML, Verb.REPORT_JSON);
  }

  @ParameterizedTest
  @EnumSource
  void aReplyIsReadBackAsWritten(Outcome outcome, @TempDir Path dir) throws Exception {
    File file = dir.resolve("reply").toFile();

    new AttachReply(outcome, "first line\nsecond \u2713\n").writeTo(file);

    AttachReply read = AttachReply.read(file);
    assertThat(read.outcome()).isEqualTo(outcome);
    assertThat(read.text()).isEqualTo("first line\nsecond \u2713\n");
    assertThat(dir).isDirectoryContaining(path -> path.endsWith("reply"));
    assertThat(dir.toFile().list()).containsExactly("reply");
  }

  @Test
  void aReplyIsNeverWrittenThroughALink(@TempDir Path dir) throws Exception {
    Path victim = Files.writeString(dir.resolve("victim"), "precious");
    Files.createSymbolicLink(dir.resolve("reply.part"), victim);

    assertThatThrownBy(
            () -> new AttachReply(Outcome.OK, "x").writeTo(dir.resolve("reply").toFile()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(victim).hasContent("precious");
  }

  @Test
  void aFileOfSomethingElseIsNoReply(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("reply"), "hello\nworld");

    assertThatThrownBy(() -> AttachReply.read(file.toFile()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not start with the outcome");
  }
}
