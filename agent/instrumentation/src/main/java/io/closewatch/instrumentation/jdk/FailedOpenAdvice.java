package io.closewatch.instrumentation.jdk;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Advice for methods that make a descriptor for a socket, by whatever way they end. The exception
 * passes on untouched. Not for constructors, which cannot have an exception handler.
 */
final class FailedOpenAdvice {

  @SuppressWarnings("unused")
  public static class ExitAdvice {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit(@Advice.Thrown Throwable failure) {
      if (failure != null) {
        SocketHooks.openFailed(failure);
      }
    }
  }

  /** A hook point of these methods. */
  static HookPoint in(String name, ElementMatcher<? super MethodDescription> methods) {
    return new HookPoint(
        name + " (failed)",
        FailedOpenAdvice.class.getName() + "$ExitAdvice",
        FdMapping.advice(),
        methods);
  }

  private FailedOpenAdvice() {}
}
