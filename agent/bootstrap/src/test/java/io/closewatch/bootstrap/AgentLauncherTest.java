package io.closewatch.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentLauncherTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.compiler/com.sun.tools.javac.Main -version",
        "com.sun.tools.javac.Main -version",
        "jdk.jcmd/sun.tools.jcmd.JCmd -l",
        "sun.tools.jcmd.JCmd -l",
        "java.base/sun.security.tools.keytool.Main -list",
        "org.codehaus.plexus.classworlds.launcher.Launcher verify",
      })
  void staysOutOfTools(String command) {
    assertThat(AgentLauncher.isTool(command)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.catalina.startup.Bootstrap start",
        "app.jar",
        "com.sunshine.Main",
        "suntan.Main",
        "",
      })
  void watchesApplications(String command) {
    assertThat(AgentLauncher.isTool(command)).isFalse();
  }
}
