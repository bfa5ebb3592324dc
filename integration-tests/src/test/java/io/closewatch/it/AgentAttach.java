package io.closewatch.it;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** Attaches the agent jar as any tool can do it, without our command line. */
final class AgentAttach {

  static void load(long pid, String argument) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
      try {
        vm.loadAgent(Build.AGENT_JAR.toString(), argument);
      } catch (AgentLoadException e) {
        // JDK 8 answers with the bare return code, which later JDKs take for an error text.
        if (!"0".equals(e.getMessage())) {
          throw e;
        }
      } finally {
        vm.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentInitializationException
        | AgentLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  private AgentAttach() {}
}
