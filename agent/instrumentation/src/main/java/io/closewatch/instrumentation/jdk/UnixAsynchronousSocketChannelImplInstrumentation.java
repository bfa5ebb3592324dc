package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code sun.nio.ch.UnixAsynchronousSocketChannelImpl}, 8 to 25. Constructor {@code (Port)} yields
 * OPEN of a client, {@code (Port, FileDescriptor, InetSocketAddress)} of an accepted channel. Needs
 * no CLOSING: the port holds an unclosed channel strongly, so the garbage collector never closes
 * one.
 */
final class UnixAsynchronousSocketChannelImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.UnixAsynchronousSocketChannelImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "UnixAsynchronousSocketChannelImpl.<init>",
            getClass().getName() + "$OpenAdvice",
            FdMapping.advice(),
            isConstructor().and(takesArguments(1))),
        new HookPoint(
            "UnixAsynchronousSocketChannelImpl.<init> (accepted)",
            getClass().getName() + "$AcceptAdvice",
            FdMapping.advice(),
            isConstructor().and(takesArguments(3))));
  }

  @SuppressWarnings("unused")
  public static class OpenAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object channel, @Advice.FieldValue("fdVal") int fd) {
      SocketHooks.channelOpened(SocketHooks.CLIENT_ASYNC, channel, fd, null);
    }
  }

  @SuppressWarnings("unused")
  public static class AcceptAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object channel, @Advice.FieldValue("fdVal") int fd) {
      SocketHooks.channelOpened(SocketHooks.ACCEPTED_ASYNC, channel, fd, null);
    }
  }
}
