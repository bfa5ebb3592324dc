package io.closewatch.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolHooksTest {
  private static final int KIND = PoolHooks.LAX_5;

  private final Object pool = "pool";
  private final Object route = "route";
  private final Object entry = "entry";
  private final Object future = "future";
  private final Throwable failure = new IllegalStateException("connection still allocated");
  private final List<List<Object>> events = new ArrayList<>();

  @AfterEach
  void uninstall() {
    PoolHooks.install(null);
  }

  @Test
  void handsEventsToTheSink() {
    PoolHooks.install(recording());
    callAll();

    assertThat(events)
        .containsExactly(
            List.of("poolCreated", pool, KIND),
            List.of("leased", pool, KIND, entry),
            List.of("leaseFailed", pool, KIND, route, failure),
            List.of("leaseRequested", pool, KIND, route),
            List.of("leaseRequested", pool, KIND, route),
            List.of("leaseLimited", "3 min"),
            List.of("requestQueued", future),
            Arrays.asList("leaseReturned", pool, future, null),
            List.of("completing", future, entry),
            List.of("completed", future, entry, true),
            List.of("failed", future, failure),
            List.of("cancelled", future),
            List.of("leaseGivenUp", future),
            List.of("released", pool, KIND, entry),
            List.of("connectCancelled", entry, 42L),
            List.of("lostToGc", pool, KIND),
            List.of("evicting", pool, KIND),
            List.of("closing", pool, KIND));
  }

  @Test
  void aBlockingLeaseEndsWithAnEntryOrAFailure() {
    PoolHooks.install(recording());
    PoolHooks.leaseEnded(pool, KIND, route, entry, null);
    PoolHooks.leaseEnded(pool, KIND, route, pool, failure);
    PoolHooks.leaseEnded(pool, KIND, route, null, null);

    assertThat(events)
        .containsExactly(
            List.of("leased", pool, KIND, entry),
            List.of("leaseFailed", pool, KIND, route, failure));
  }

  @Test
  void aLeaseNeedNotSayHowLongItWaits() {
    PoolHooks.install(recording());
    PoolHooks.leaseRequested(pool, KIND, route, null);

    assertThat(events).containsExactly(List.of("leaseRequested", pool, KIND, route));
  }

  @Test
  void doesNothingAfterTheSinkIsGone() {
    PoolHooks.install(recording());
    PoolHooks.install(null);
    callAll();

    assertThat(events).isEmpty();
  }

  @Test
  void swallowsAndCountsWhatTheSinkThrows() {
    PoolHooks.install(
        sink(
            call -> {
              throw new AssertionError(call.get(0));
            }));
    long before = SocketHooks.suppressedErrors();
    callAll();

    assertThat(SocketHooks.suppressedErrors() - before)
        .isEqualTo(PoolEvents.class.getMethods().length);
    assertThat(SocketHooks.lastSuppressedError()).startsWith("java.lang.AssertionError at ");
  }

  /** The tracker's kinds are looked up by these numbers. */
  @Test
  void numbersTheKindsInTurn() {
    List<Integer> kinds =
        Arrays.stream(PoolHooks.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .map(PoolHooksTest::valueOf)
            .sorted()
            .toList();

    assertThat(kinds).isEqualTo(IntStream.range(0, 11).boxed().toList());
  }

  private void callAll() {
    PoolHooks.poolCreated(pool, KIND);
    PoolHooks.leased(pool, KIND, entry);
    PoolHooks.leaseFailed(pool, KIND, route, failure);
    PoolHooks.leaseRequested(pool, KIND, route);
    PoolHooks.leaseRequested(pool, KIND, route, "3 min");
    PoolHooks.requestQueued(future);
    PoolHooks.leaseReturned(pool, future, null);
    PoolHooks.completing(future, entry);
    PoolHooks.completed(future, entry, true);
    PoolHooks.failed(future, failure);
    PoolHooks.cancelled(future);
    PoolHooks.leaseGivenUp(future);
    PoolHooks.released(pool, KIND, entry);
    PoolHooks.connectCancelled(entry, 42);
    PoolHooks.lostToGc(pool, KIND);
    PoolHooks.evicting(pool, KIND);
    PoolHooks.closing(pool, KIND);
  }

  private PoolEvents recording() {
    return sink(events::add);
  }

  private interface Recorder {
    void record(List<Object> call);
  }

  private static PoolEvents sink(Recorder recorder) {
    return (PoolEvents)
        Proxy.newProxyInstance(
            PoolEvents.class.getClassLoader(),
            new Class<?>[] {PoolEvents.class},
            (proxy, method, arguments) -> {
              List<Object> call = new ArrayList<>(List.of(method.getName()));
              call.addAll(Arrays.asList(arguments));
              recorder.record(call);
              return null;
            });
  }

  private static Integer valueOf(Field field) {
    try {
      return (Integer) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
