package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.declaresField;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.instrumentation.HookPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * The {@code LeaseRequest} of the classic manager of HttpClient 5, whose {@code get} waits for the
 * future that a pool has given. An anonymous class: its number is another in each version, and the
 * classes with the other numbers have no such method.
 */
final class WaitForLeaseInstrumentation extends PoolType {
  /** It was the first of two to 5.1, and is the third of four since 5.2. */
  private static final int NUMBERS = 6;

  private static final String FUTURE = "val$leaseFuture";

  private WaitForLeaseInstrumentation(int number) {
    super("io.PoolingHttpClientConnectionManager$" + number, PoolHooks.STRICT_5);
  }

  /** One for each number. */
  static List<WaitForLeaseInstrumentation> all() {
    List<WaitForLeaseInstrumentation> all = new ArrayList<>();
    for (int number = 1; number <= NUMBERS; number++) {
      all.add(new WaitForLeaseInstrumentation(number));
    }
    return all;
  }

  @Override
  public boolean isPool() {
    return false;
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        own(
            "get",
            "GivenUp",
            named("get").and(takesArguments(1)).and(isDeclaredBy(declaresField(named(FUTURE))))));
  }

  @SuppressWarnings("unused")
  public static class GivenUpAdvice {
    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        backupArguments = false)
    public static void exit(
        @Advice.FieldValue(FUTURE) Object future, @Advice.Thrown Throwable failure) {
      if (failure != null) {
        PoolHooks.leaseGivenUp(future);
      }
    }
  }
}
