package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * {@code MultiThreadedHttpConnectionManager$ConnectionPool} of Commons HttpClient 3.0 and 3.1, to
 * which a connection comes back once the rest of its response was read. The pool in the events is
 * the manager around it.
 */
final class ConnectionPool3Instrumentation extends PoolType {
  ConnectionPool3Instrumentation() {
    super(
        "httpclient.MultiThreadedHttpConnectionManager$ConnectionPool", PoolHooks.MULTI_THREADED_3);
  }

  @Override
  public List<HookPoint> hookPoints() {
    ElementMatcher.Junction<MethodDescription> inner = isDeclaredBy(declaresField(named("this$0")));
    return Arrays.asList(
        own("release", "Free", inner.and(named("freeConnection")).and(takesArguments(1))),
        own("lost", "Lost", inner.and(named("handleLostConnection"))).optional());
  }

  @SuppressWarnings("unused")
  public static class FreeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(
        @Advice.FieldValue("this$0") Object manager,
        @Kind int kind,
        @Advice.Argument(0) Object connection) {
      PoolHooks.released(manager, kind, connection);
    }
  }

  @SuppressWarnings("unused")
  public static class LostAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.FieldValue("this$0") Object manager, @Kind int kind) {
      PoolHooks.lostToGc(manager, kind);
    }
  }
}
