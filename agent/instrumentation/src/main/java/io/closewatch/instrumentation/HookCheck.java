package io.closewatch.instrumentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which hooks must be there on every JDK, and what is wrong if one is not. */
final class HookCheck {
  /** Hooks that no JDK may lack; in one line any of the names will do. */
  private static final String[][] REQUIRED = {
    {"SocketChannelImpl.<init>"},
    {"SocketChannelImpl.<init> (accepted)"},
    {"SocketChannelImpl.implCloseSelectableChannel"},
    {"ServerSocketChannelImpl.<init>"},
    {"ServerSocketChannelImpl.implCloseSelectableChannel"},
    {"UnixAsynchronousSocketChannelImpl.<init>"},
    {"UnixAsynchronousSocketChannelImpl.<init> (accepted)"},
    {"UnixAsynchronousServerSocketChannelImpl.<init>"},
    {"SocketDispatcher.close", "UnixDispatcher.close"},
    {"NioSocketImpl.create", "AbstractPlainSocketImpl.create"},
  };

  /** Hooks that belong together: where the first is, the others must be too. */
  private static final String[][] TOGETHER = {
    {"NioSocketImpl.create", "NioSocketImpl.accept", "NioSocketImpl.close"},
    {
      "AbstractPlainSocketImpl.create",
      "AbstractPlainSocketImpl.accept",
      "AbstractPlainSocketImpl.close",
      "AbstractPlainSocketImpl.socketClose"
    },
  };

  /** The signals of who handles a socket, as the self test and the report name them. */
  static final String STREAM_TAKEN = "who asks for a socket's streams";

  static final String REGISTERED = "which selector a channel is registered with";
  static final String SELECTING = "which thread runs a selector";

  /** A hook and the signal that is missing without it. */
  private static final String[][] SIGNALS = {
    {"NioSocketImpl.getInputStream", STREAM_TAKEN},
    {"NioSocketImpl.getOutputStream", STREAM_TAKEN},
    {"AbstractPlainSocketImpl.getInputStream", STREAM_TAKEN},
    {"AbstractPlainSocketImpl.getOutputStream", STREAM_TAKEN},
    {"SelectorImpl.register", REGISTERED},
    {"SelectorImpl.lockAndDoSelect", SELECTING},
  };

  /** The type of a hook that need not be there, if another type of its line is. */
  private static final String[] EITHER_TYPE = {"NioSocketImpl.", "AbstractPlainSocketImpl."};

  static List<String> problems(HookTransformer transformer, List<String> errors) {
    List<String> problems = new ArrayList<>(errors);
    for (Map.Entry<String, String> failure : transformer.failures().entrySet()) {
      if (transformer.isSignalOnly(failure.getKey())) {
        continue; // missingSignals() says what that costs
      }
      problems.add("hooks of " + failure.getKey() + " failed: " + failure.getValue());
    }
    missing(transformer.hooked(), problems);
    return problems;
  }

  static void missing(Set<String> hooked, List<String> problems) {
    for (String[] anyOf : REQUIRED) {
      boolean found = false;
      for (String name : anyOf) {
        found |= hooked.contains(name);
      }
      if (!found) {
        problems.add("hook " + String.join(" or ", anyOf) + " found no method");
      }
    }
    for (String[] together : TOGETHER) {
      for (String name : together) {
        if (hooked.contains(together[0]) && !hooked.contains(name)) {
          problems.add("hook " + name + " found no method");
        }
      }
    }
    Collections.sort(problems);
  }

  /**
   * Signals that will not come: the agent finds its leaks without them, it only cannot say who
   * handles a socket.
   */
  static Set<String> missingSignals(Set<String> hooked) {
    Set<String> missing = new TreeSet<>();
    for (String[] signal : SIGNALS) {
      if (!hooked.contains(signal[0]) && typeIsHooked(signal[0], hooked)) {
        missing.add(signal[1]);
      }
    }
    return missing;
  }

  /** False for the one of the two socket implementations that this JDK does not have. */
  private static boolean typeIsHooked(String hook, Set<String> hooked) {
    for (String type : EITHER_TYPE) {
      if (hook.startsWith(type)) {
        return hooked.contains(type + "create");
      }
    }
    return true;
  }

  private HookCheck() {}
}
