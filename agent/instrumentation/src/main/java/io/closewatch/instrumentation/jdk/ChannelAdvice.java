package io.closewatch.instrumentation.jdk;

import io.closewatch.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;

/** Advice for {@code implCloseSelectableChannel}, which both channel classes of the JDK have. */
final class ChannelAdvice {

  @SuppressWarnings("unused")
  public static class CloseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object channel, @Advice.FieldValue("fdVal") int fd) {
      SocketHooks.closing(channel, fd);
    }

    // Also when it threw: the channel counts as closed all the same.
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit(@Advice.This Object channel, @Advice.FieldValue("fdVal") int fd) {
      SocketHooks.closed(channel, fd);
    }
  }

  private ChannelAdvice() {}
}
