package io.closewatch.instrumentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  static List<String> problems(HookTransformer transformer, List<String> errors) {
    List<String> problems = new ArrayList<>(errors);
    for (Map.Entry<String, String> failure : transformer.failures().entrySet()) {
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

  private HookCheck() {}
}
