package io.closewatch.instrumentation.jdk;

import io.closewatch.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** Advice for the methods that both SocketImpl families of the JDK have. */
final class SocketImplAdvice {

  @SuppressWarnings("unused")
  public static class AcceptAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.Argument(0) Object accepted,
        @AcceptedFd int fd,
        @ImplDescriptor FileDescriptor listener,
        @ImplFd int listenerFd) {
      if (listener != null) { // closed by another thread while accept returned
        SocketHooks.socketAccepted(accepted, fd, listenerFd);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.This Object impl, @ImplDescriptor FileDescriptor descriptor, @ImplFd int fd) {
      if (descriptor != null) { // never created: accept closes such an impl
        SocketHooks.closing(impl, fd);
      }
    }

    // Also when it threw: the socket counts as closed all the same.
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit(
        @Advice.This Object impl, @ImplDescriptor FileDescriptor descriptor, @ImplFd int fd) {
      if (descriptor != null) {
        SocketHooks.closed(impl, fd);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(
        @Advice.This Object impl, @ImplDescriptor FileDescriptor descriptor, @ImplFd int fd) {
      if (descriptor != null) {
        SocketHooks.streamTaken(impl, fd);
      }
    }
  }

  private SocketImplAdvice() {}
}
