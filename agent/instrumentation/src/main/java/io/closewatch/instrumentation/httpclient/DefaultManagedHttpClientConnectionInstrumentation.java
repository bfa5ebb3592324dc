package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.fieldType;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.bytebuddy.asm.Advice;

/**
 * The connection of the classic client of HttpClient 5. A request that is cancelled after it got
 * its connection, and before that has its socket, closes it while there is nothing to close. The
 * connecting thread then calls {@code bind(Socket)}, which in 5.0 to 5.7 does not look whether that
 * has happened ({@code bind(SocketHolder)} does, and HttpClient 4 did); as the connection closes
 * only once, nobody can close that socket any more. Since 5.4 it is also {@code bind} that asks the
 * socket for something first and so opens it: up to Java 18 a {@code Socket} that is closed by
 * another thread just then counts as closed, and its fd stays open.
 */
final class DefaultManagedHttpClientConnectionInstrumentation extends PoolType {
  private static final String CLOSED = "closed";

  DefaultManagedHttpClientConnectionInstrumentation() {
    super("io.DefaultManagedHttpClientConnection", PoolHooks.STRICT_5);
  }

  @Override
  public boolean isPool() {
    return false;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        own(
            "bind",
            "Bound",
            named("bind")
                .and(takesArguments(1))
                .and(takesArgument(0, Socket.class))
                .and(
                    isDeclaredBy(
                        declaresField(named(CLOSED).and(fieldType(AtomicBoolean.class)))))));
  }

  @SuppressWarnings("unused")
  public static class BoundAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static long enter() {
      return System.nanoTime();
    }

    // A close that comes later than this finds the socket.
    @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
    public static void exit(
        @Advice.Enter long sinceNanos,
        @Advice.This Object connection,
        @Advice.FieldValue(CLOSED) AtomicBoolean closed,
        @Advice.Argument(0) Socket socket) {
      if (closed.get()) {
        PoolHooks.boundAfterClose(connection, socket, sinceNanos);
      }
    }
  }
}
