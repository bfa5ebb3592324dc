package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * {@code sun.nio.ch.SocketChannelImpl}, 8 to 25. Every constructor yields OPEN: opened, accepted,
 * inherited, adaptors, java.net.http. {@code implCloseSelectableChannel} yields CLOSING; not {@code
 * close}, because an interrupt closes without it.
 */
final class SocketChannelImplInstrumentation implements TypeInstrumentation {

  /** The constructor that accept() calls has the peer's address as its last argument. */
  private static final ElementMatcher.Junction<MethodDescription> ACCEPTED =
      takesArgument(2, named("java.net.InetSocketAddress"))
          .or(takesArgument(3, named("java.net.SocketAddress")));

  @Override
  public String typeName() {
    return "sun.nio.ch.SocketChannelImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "SocketChannelImpl.<init>",
            getClass().getName() + "$OpenAdvice",
            FdMapping.advice(),
            isConstructor().and(not(ACCEPTED))),
        new HookPoint(
            "SocketChannelImpl.<init> (accepted)",
            getClass().getName() + "$AcceptAdvice",
            FdMapping.advice(),
            isConstructor().and(ACCEPTED)),
        new HookPoint(
            "SocketChannelImpl.implCloseSelectableChannel",
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
      SocketHooks.channelOpened(SocketHooks.CLIENT_CHANNEL, channel, fd, family);
    }
  }

  @SuppressWarnings("unused")
  public static class AcceptAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.This Object channel,
        @Advice.FieldValue("fdVal") int fd,
        @ChannelFamily Object family) {
      SocketHooks.channelAccepted(channel, fd, family);
    }
  }
}
