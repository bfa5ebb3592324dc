package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code sun.nio.ch.SelectorImpl}, 8 to 25. {@code register}, which is called for new keys only,
 * yields REGISTERED; {@code lockAndDoSelect}, which every way to select goes through, SELECTING.
 */
final class SelectorImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.SelectorImpl";
  }

  @Override
  public boolean isSignalOnly() {
    return true;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "SelectorImpl.register",
            getClass().getName() + "$RegisterAdvice",
            FdMapping.advice(),
            named("register")
                .and(takesArguments(3))
                .and(takesArgument(0, named("java.nio.channels.spi.AbstractSelectableChannel")))),
        new HookPoint(
            "SelectorImpl.lockAndDoSelect",
            getClass().getName() + "$SelectAdvice",
            FdMapping.advice(),
            named("lockAndDoSelect")));
  }

  @SuppressWarnings("unused")
  public static class RegisterAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@ChannelFd int fd, @Advice.Return SelectionKey key) {
      SocketHooks.registered(fd, key);
    }
  }

  @SuppressWarnings("unused")
  public static class SelectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object selector) {
      SocketHooks.selecting(selector);
    }
  }
}
