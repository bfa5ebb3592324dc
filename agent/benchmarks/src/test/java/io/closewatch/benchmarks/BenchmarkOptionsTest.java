package io.closewatch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkOptionsTest {
  @TempDir Path folder;

  @Test
  void readsEveryOption() throws IOException {
    Path jar = Files.createFile(folder.resolve("other.jar"));

    BenchmarkOptions options =
        BenchmarkOptions.parse(
            "--jdk",
            System.getProperty("java.home"),
            "--agent",
            jar + "=threshold=200,strong",
            "--agent",
            "none",
            "--only",
            "start-up,kept-alive",
            "--rounds",
            "7");

    assertThat(options.jdks())
        .extracting(Jdk::version)
        .containsExactly(System.getProperty("java.version"));
    assertThat(options.agents())
        .extracting(JavaAgent::label)
        .containsExactly("other=threshold=200,strong", "none");
    assertThat(options.agents().get(0).arguments())
        .containsExactly("-javaagent:" + jar + "=threshold=200,strong");
    assertThat(options.agents().get(1).arguments()).isEmpty();
    assertThat(options.benchmarks())
        .extracting(Trial::name)
        .containsExactly("start-up", "kept-alive");
    assertThat(options.effort().rounds()).isEqualTo(7);
    assertThat(options.effort().scaled(2_000)).isEqualTo(2_000);
  }

  @Test
  void runsEverythingOnThisJdkByDefault() throws IOException {
    BenchmarkOptions options = BenchmarkOptions.parse();

    assertThat(options.jdks()).hasSize(1);
    assertThat(options.benchmarks()).isEqualTo(Catalogue.ALL);
    assertThat(options.effort().rounds()).isEqualTo(5);
  }

  @Test
  void quickIsOneRoundOfATenthOfTheWork() {
    Effort effort = BenchmarkOptions.parse("--quick", "--rounds", "9").effort();

    assertThat(effort.rounds()).isEqualTo(1);
    assertThat(effort.scaled(2_000)).isEqualTo(200);
    assertThat(effort.scaled(4)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--jdks /x, unknown option --jdks",
    "--rounds, --rounds needs a value",
    "--rounds 0, 'a number from 1 to 9999, not 0'",
    "--rounds 1e3, 'a number from 1 to 9999, not 1e3'",
    "'--only kept-alive,chrun', no benchmark is called chrun"
  })
  void saysWhatIsWrong(String arguments, String message) {
    assertThatThrownBy(() -> BenchmarkOptions.parse(arguments.split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTheJarThatIsMissing() {
    BenchmarkOptions options = BenchmarkOptions.parse("--agent", folder + "/none.jar=a=b");

    assertThatThrownBy(options::agents)
        .isInstanceOf(UsageException.class)
        .hasMessage("no agent jar at " + folder + "/none.jar");
  }

  @Test
  void namesTheFolderThatIsNoJdk() {
    BenchmarkOptions options = BenchmarkOptions.parse("--jdk", folder.toString());

    assertThatThrownBy(options::jdks)
        .isInstanceOf(UsageException.class)
        .hasMessage("no JDK at " + folder);
  }
}
