package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.fieldType;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;

/**
 * One request of the classic client of HttpClient 5, which gives its endpoint up first of all when
 * it is cancelled. What another thread is connecting for it then is lost in three ways:
 *
 * <ul>
 *   <li>The connection is closed before it has a socket. {@code bind(Socket)} of {@code
 *       DefaultManagedHttpClientConnection} does not look whether that has happened ({@code
 *       bind(SocketHolder)} does, and HttpClient 4 did), and a connection closes only once.
 *   <li>The pool's entry has lost its connection but not yet its endpoint: {@code connect} of the
 *       manager gives it a new one, which nobody knows.
 *   <li>Since 5.4 it is {@code bind} that first asks the socket for something and so opens it: up
 *       to Java 18 a socket that another thread closes just then counts as closed and is not.
 * </ul>
 */
final class InternalExecRuntimeInstrumentation extends PoolType {
  private static final String ENDPOINT = "endpointRef";

  InternalExecRuntimeInstrumentation() {
    super("classic.InternalExecRuntime", PoolHooks.STRICT_5);
  }

  @Override
  public boolean isPool() {
    return false;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        own(
            "connect",
            "Connect",
            named("connectEndpoint")
                .and(takesArguments(1))
                .and(
                    isDeclaredBy(
                        declaresField(named(ENDPOINT).and(fieldType(AtomicReference.class)))))));
  }

  @SuppressWarnings("unused")
  public static class ConnectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static long enter() {
      return System.nanoTime();
    }

    // Who cancels after this closes what is connected.
    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        backupArguments = false)
    public static void exit(
        @Advice.Enter long sinceNanos,
        @Advice.This Object request,
        @Advice.FieldValue(ENDPOINT) AtomicReference<?> endpoint) {
      if (endpoint.get() == null) {
        PoolHooks.connectCancelled(request, sinceNanos);
      }
    }
  }
}
