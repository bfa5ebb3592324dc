package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code sun.nio.ch.NioSocketImpl}, the fd owner behind java.net sockets on 13 to 25. {@code
 * create} and {@code accept} yield OPEN, {@code close} CLOSING, the streams HANDLED; the release
 * comes through the dispatcher. The delegating SocksSocketImpl owns no fd, so nothing is counted
 * twice.
 */
final class NioSocketImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.NioSocketImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "NioSocketImpl.create",
            getClass().getName() + "$CreateAdvice",
            FdMapping.advice(),
            named("create").and(takesArguments(boolean.class))),
        new HookPoint(
            "NioSocketImpl.accept",
            SocketImplAdvice.class.getName() + "$AcceptAdvice",
            FdMapping.advice(),
            named("accept")
                .and(takesArguments(1))
                .and(takesArgument(0, named("java.net.SocketImpl")))),
        FailedOpenAdvice.in(
            "NioSocketImpl.accept",
            named("accept")
                .and(takesArguments(1))
                .and(takesArgument(0, named("java.net.SocketImpl")))),
        new HookPoint(
            "NioSocketImpl.getInputStream",
            SocketImplAdvice.class.getName() + "$StreamAdvice",
            FdMapping.advice(),
            named("getInputStream").and(takesNoArguments())),
        new HookPoint(
            "NioSocketImpl.getOutputStream",
            SocketImplAdvice.class.getName() + "$StreamAdvice",
            FdMapping.advice(),
            named("getOutputStream").and(takesNoArguments())),
        new HookPoint(
            "NioSocketImpl.close",
            SocketImplAdvice.class.getName() + "$CloseAdvice",
            FdMapping.advice(),
            named("close").and(takesNoArguments())));
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.This Object impl,
        @Advice.Argument(0) boolean stream,
        @ImplFd int fd,
        @Advice.FieldValue("server") boolean server) {
      if (stream) { // false: a datagram socket of the legacy constructor
        SocketHooks.socketCreated(impl, fd, server);
      }
    }
  }
}
