package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code java.net.SocketCleanable}, the cleaner of a forgotten java.net socket on 11 (and on 13 to
 * 17 with {@code -Djdk.net.usePlainSocketImpl}): RELEASE without a CLOSING before it.
 */
final class SocketCleanableInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "java.net.SocketCleanable";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        new HookPoint(
            "SocketCleanable.performCleanup",
            getClass().getName() + "$CleanupAdvice",
            FdMapping.advice(),
            named("performCleanup").and(takesNoArguments())));
  }

  @SuppressWarnings("unused")
  public static class CleanupAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.FieldValue("fd") int fd) {
      SocketHooks.released(fd);
    }
  }
}
