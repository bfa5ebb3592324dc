package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.io.FileDescriptor;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * The native dispatcher's {@code close(FileDescriptor)}: RELEASE, reported at enter, before the
 * number can be handed out again. Declared by {@code sun.nio.ch.SocketDispatcher} on 8 to 17 and by
 * {@code sun.nio.ch.UnixDispatcher}, its superclass, from 21 on; there fds that are no TCP sockets
 * come too.
 */
final class DispatcherInstrumentation implements TypeInstrumentation {
  private final String simpleName;

  DispatcherInstrumentation(String simpleName) {
    this.simpleName = simpleName;
  }

  @Override
  public String typeName() {
    return "sun.nio.ch." + simpleName;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        new HookPoint(
            simpleName + ".close",
            getClass().getName() + "$CloseAdvice",
            FdMapping.advice(),
            named("close").and(takesArguments(FileDescriptor.class))));
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.Argument(0) FileDescriptor descriptor, @ArgumentFd int fd) {
      if (descriptor != null) {
        SocketHooks.released(fd);
      }
    }
  }
}
