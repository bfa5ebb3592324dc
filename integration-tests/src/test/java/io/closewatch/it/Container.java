package io.closewatch.it;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Kubernetes makes of a container, by the means of the kernel that it uses itself: a read-only
 * root file system, process id 1, no capabilities, and none of the processes of others in /proc.
 * The network is the one of the tests, as it is in a pod for its other containers.
 */
final class Container {
  private static final String READ_ONLY = "mount -o remount,ro,bind /";
  private static final String OWN_TMP = "mount -t tmpfs tmpfs /tmp";
  private static final String HIDDEN_PROCESSES = "mount -o remount,hidepid=2 /proc";
  private static final String NO_RIGHTS =
      "exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all \"$@\"";

  private final String[] starter;

  private Container(String... mounts) {
    String script =
        String.join(
            " && ", Stream.concat(Stream.of(mounts), Stream.of(NO_RIGHTS)).toArray(String[]::new));
    starter =
        new String[] {
          "unshare",
          "--map-root-user",
          "--mount",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc",
          "sh",
          "-c",
          script,
          "sh"
        };
  }

  /** With a volume of its own at /tmp. */
  static Container withTmp() {
    return new Container(READ_ONLY, OWN_TMP, HIDDEN_PROCESSES).checked();
  }

  /** In which nothing can be written at all. */
  static Container readOnly() {
    return new Container(READ_ONLY, HIDDEN_PROCESSES).checked();
  }

  private Container checked() {
    List<String> command = new ArrayList<>(List.of(starter));
    command.addAll(List.of("ls", Build.AGENT_JAR.toString()));
    try {
      Process process =
          new ProcessBuilder(command).redirectOutput(DISCARD).redirectError(DISCARD).start();
      assumeTrue(
          process.waitFor() == 0,
          "left out: this user may not make namespaces with file systems of their own, or the"
              + " project is below /tmp");
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that starts a program in it. */
  String[] starter() {
    return starter;
  }

  /** The command that runs another program beside the one that was started, as kubectl exec. */
  static String[] exec(RunningApp started) {
    List<ProcessHandle> inside = ProcessHandle.of(started.pid()).orElseThrow().children().toList();
    assertThat(inside).hasSize(1);
    return new String[] {
      "nsenter",
      "--target=" + inside.get(0).pid(),
      "--user",
      "--preserve-credentials",
      "--mount",
      "--pid"
    };
  }
}
