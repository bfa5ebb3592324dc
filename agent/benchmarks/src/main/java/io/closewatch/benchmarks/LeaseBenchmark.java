package io.closewatch.benchmarks;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.tracker.PoolTracker;
import io.closewatch.tracker.SocketTracker;
import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the tracker does for one lease of an HTTP pool and its release, without the pool. JMH; run
 * with {@code -t 2} for threads that share one pool. Pairs with the same call path that does
 * nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LeaseBenchmark {

  /** Frames above the lease. */
  @Param({"5", "50"})
  public int frames;

  private final PoolTracker tracker = SocketTracker.create(Collections.emptyList()).pools();
  private final Object blockingPool = new Object();
  private final Object futurePool = new Object();

  /** A tracker that knows two pools. */
  public LeaseBenchmark() {
    tracker.poolCreated(blockingPool, PoolHooks.POOL_4);
    tracker.poolCreated(futurePool, PoolHooks.STRICT_5);
  }

  /** The call path alone. */
  @Benchmark
  public void baselineCallPath(Blackhole blackhole) throws IOException {
    CallPath.call(frames, 0, () -> blackhole.consume(new Object()));
  }

  /** HttpClient 3 and 4. */
  @Benchmark
  public void leaseBlocking() throws IOException {
    CallPath.call(
        frames,
        0,
        () -> {
          Object entry = new Object();
          tracker.leased(blockingPool, PoolHooks.POOL_4, entry);
          tracker.released(blockingPool, PoolHooks.POOL_4, entry);
        });
  }

  /** HttpClient 5, where the connection is there at once. */
  @Benchmark
  public void leaseByFuture() throws IOException {
    CallPath.call(
        frames,
        0,
        () -> {
          Object entry = new Object();
          Object future = new Object();
          tracker.leaseRequested(futurePool, PoolHooks.STRICT_5, "route");
          tracker.requestQueued(future);
          tracker.completing(future, entry);
          tracker.completed(future, entry, true);
          tracker.leaseReturned(futurePool, future, null);
          tracker.released(futurePool, PoolHooks.STRICT_5, entry);
        });
  }
}
