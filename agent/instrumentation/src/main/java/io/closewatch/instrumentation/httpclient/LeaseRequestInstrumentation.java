package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code LeaseRequest} of httpcore-nio 4 and those nested in {@code StrictConnPool} and {@code
 * LaxConnPool} of HttpCore 5: made inside of {@code lease} with the future that will be completed.
 * The constructors differ, the field {@code future} is the same in all versions.
 */
final class LeaseRequestInstrumentation extends PoolType {

  LeaseRequestInstrumentation(String typeName, int kind) {
    super(typeName, kind);
  }

  @Override
  public boolean isPool() {
    return false;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        own("<init>", "Queued", isConstructor().and(isDeclaredBy(declaresField(named("future"))))));
  }

  @SuppressWarnings("unused")
  public static class QueuedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
    public static void exit(@Advice.FieldValue("future") Object future) {
      PoolHooks.requestQueued(future);
    }
  }
}
