package io.closewatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsTableTest {

  @Test
  void markdownHasARowForEveryOption() {
    String[] lines = OptionsTable.markdown().split("\n", -1);

    assertThat(lines).hasSize(Options.all().size() + 3);
    assertThat(lines[0]).isEqualTo("| Option | Value | Default | Meaning | Cost |");
    assertThat(lines[3])
        .isEqualTo(
            "| `closeWaitGrace` | duration | `30s` | How long a socket may stay in CLOSE_WAIT or"
                + " FIN_WAIT2 before it is a finding. | none |");
  }

  @Test
  void helpIsWrappedAtAHundredColumns() {
    String help = OptionsTable.help();

    assertThat(help)
        .startsWith(
            """
              scanInterval    How often the open sockets are compared with the kernel's TCP table. Cost: One
                              background thread; the interval stretches so that it never takes over 1 % of one
                              core. (duration; default 10s)
              closeWaitGrace  How long a socket may stay in CLOSE_WAIT or FIN_WAIT2 before it is a finding.
                              (duration; default 30s)
            """);
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void environmentNamesAreUpperSnakeCase() {
    assertThat(Options.CLOSE_WAIT_GRACE.environmentName()).isEqualTo("CLOSEWATCH_CLOSE_WAIT_GRACE");
    assertThat(Options.JMX.environmentName()).isEqualTo("CLOSEWATCH_JMX");
    assertThat(Options.CLOSE_WAIT_GRACE.propertyName()).isEqualTo("closewatch.closeWaitGrace");
  }
}
