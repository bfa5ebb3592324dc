package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code sun.nio.ch.UnixAsynchronousServerSocketChannelImpl}, 8 to 25. Constructor {@code (Port)}
 * yields OPEN of a listener. A failed accept can be seen on 8 and 11 only; later ones catch it in
 * the method that makes the native call.
 */
final class UnixAsynchronousServerSocketChannelImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.UnixAsynchronousServerSocketChannelImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "UnixAsynchronousServerSocketChannelImpl.<init>",
            getClass().getName() + "$OpenAdvice",
            FdMapping.advice(),
            isConstructor().and(takesArguments(1))),
        FailedOpenAdvice.in(
            "UnixAsynchronousServerSocketChannelImpl.accept",
            named("accept").and(takesArguments(3)).and(not(isNative()))));
  }

  @SuppressWarnings("unused")
  public static class OpenAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object channel, @Advice.FieldValue("fdVal") int fd) {
      SocketHooks.channelOpened(SocketHooks.LISTENING_ASYNC, channel, fd, null);
    }
  }
}
