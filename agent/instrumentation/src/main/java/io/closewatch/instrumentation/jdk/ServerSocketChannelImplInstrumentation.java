package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code sun.nio.ch.ServerSocketChannelImpl}, 8 to 25. {@code accept}, and from 17 on {@code
 * blockingAccept} of the adaptor, only tell which listener the accepted channel comes from. Every
 * constructor yields OPEN of a listener, {@code implCloseSelectableChannel} CLOSING.
 */
final class ServerSocketChannelImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.ServerSocketChannelImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "ServerSocketChannelImpl.<init>",
            getClass().getName() + "$OpenAdvice",
            FdMapping.advice(),
            isConstructor()),
        new HookPoint(
            "ServerSocketChannelImpl.accept",
            getClass().getName() + "$AcceptAdvice",
            FdMapping.advice(),
            named("accept")
                .and(takesNoArguments())
                .or(named("blockingAccept").and(takesArguments(long.class)))),
        FailedOpenAdvice.in(
            "ServerSocketChannelImpl.accept",
            named("accept")
                .and(takesNoArguments())
                .or(named("blockingAccept").and(takesArguments(long.class)))),
        new HookPoint(
            "ServerSocketChannelImpl.implCloseSelectableChannel",
            ChannelAdvice.class.getName() + "$CloseAdvice",
            FdMapping.advice(),
            named("implCloseSelectableChannel").and(takesNoArguments())));
  }

  @SuppressWarnings("unused")
  public static class OpenAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.This Object channel,
        @Advice.FieldValue("fdVal") int fd,
        @ChannelFamily Object family) {
      SocketHooks.channelOpened(SocketHooks.LISTENING_CHANNEL, channel, fd, family);
    }
  }

  @SuppressWarnings("unused")
  public static class AcceptAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.FieldValue("fdVal") int fd) {
      SocketHooks.acceptBegins(fd);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit() {
      SocketHooks.acceptEnds();
    }
  }
}
