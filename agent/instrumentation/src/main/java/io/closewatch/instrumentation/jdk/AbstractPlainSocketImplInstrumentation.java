package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.io.FileDescriptor;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code java.net.AbstractPlainSocketImpl}, the fd owner behind java.net sockets on 8 and 11, and
 * on 13 to 17 with {@code -Djdk.net.usePlainSocketImpl}. {@code create} and {@code accept} yield
 * OPEN, {@code close} CLOSING, the streams HANDLED, {@code socketClose} RELEASE: by the closing
 * thread, or by the one that was blocked on the socket.
 */
final class AbstractPlainSocketImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "java.net.AbstractPlainSocketImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "AbstractPlainSocketImpl.create",
            getClass().getName() + "$CreateAdvice",
            FdMapping.advice(),
            named("create").and(takesArguments(boolean.class))),
        FailedOpenAdvice.in(
            "AbstractPlainSocketImpl.create", named("create").and(takesArguments(boolean.class))),
        new HookPoint(
            "AbstractPlainSocketImpl.accept",
            SocketImplAdvice.class.getName() + "$AcceptAdvice",
            FdMapping.advice(),
            named("accept")
                .and(takesArguments(1))
                .and(takesArgument(0, named("java.net.SocketImpl")))),
        FailedOpenAdvice.in(
            "AbstractPlainSocketImpl.accept",
            named("accept")
                .and(takesArguments(1))
                .and(takesArgument(0, named("java.net.SocketImpl")))),
        new HookPoint(
            "AbstractPlainSocketImpl.getInputStream",
            SocketImplAdvice.class.getName() + "$StreamAdvice",
            FdMapping.advice(),
            named("getInputStream").and(takesNoArguments())),
        new HookPoint(
            "AbstractPlainSocketImpl.getOutputStream",
            SocketImplAdvice.class.getName() + "$StreamAdvice",
            FdMapping.advice(),
            named("getOutputStream").and(takesNoArguments())),
        new HookPoint(
            "AbstractPlainSocketImpl.close",
            SocketImplAdvice.class.getName() + "$CloseAdvice",
            FdMapping.advice(),
            named("close").and(takesNoArguments())),
        new HookPoint(
            "AbstractPlainSocketImpl.socketClose",
            getClass().getName() + "$ReleaseAdvice",
            FdMapping.advice(),
            named("socketClose").and(takesNoArguments())));
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.This Object impl,
        @Advice.Argument(0) boolean stream,
        @ImplFd int fd,
        @ImplServer Object server) {
      if (stream) { // false: a datagram socket of the legacy constructor
        SocketHooks.plainSocketCreated(impl, fd, server);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class ReleaseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@ImplDescriptor FileDescriptor descriptor, @ImplFd int fd) {
      if (descriptor != null) {
        SocketHooks.released(fd);
      }
    }
  }
}
