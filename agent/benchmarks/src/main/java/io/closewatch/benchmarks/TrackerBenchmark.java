package io.closewatch.benchmarks;

import io.closewatch.bootstrap.SocketHooks;
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
 * What the tracker does for one socket, without the socket: open and release, with the walk of the
 * stack and the interning of its trace. JMH; pairs with the same call path that does nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrackerBenchmark {
  private static final int FD = 100;
  private static final int LISTENER_FD = 99;
  private static final int NO_LISTENER = -1;

  /** Frames above the open. */
  @Param({"5", "50"})
  public int frames;

  private final SocketTracker tracker = SocketTracker.create(Collections.emptyList());
  private final Object listener = new Object();

  /** A tracker that knows one listener. */
  public TrackerBenchmark() {
    tracker.opened(SocketHooks.LISTENING_SOCKET, listener, LISTENER_FD, NO_LISTENER);
  }

  /** The call path alone. */
  @Benchmark
  public void baselineCallPath(Blackhole blackhole) throws IOException {
    CallPath.call(frames, 0, () -> blackhole.consume(new Object()));
  }

  /** A client: its stack is walked. */
  @Benchmark
  public void trackClient() throws IOException {
    CallPath.call(frames, 0, () -> track(SocketHooks.CLIENT_SOCKET, NO_LISTENER));
  }

  /** An accepted socket: the stack of this listener and thread is known. */
  @Benchmark
  public void trackAccepted() throws IOException {
    CallPath.call(frames, 0, () -> track(SocketHooks.ACCEPTED_SOCKET, LISTENER_FD));
  }

  /** What a recorder of exceptions pays before it even looks at one. */
  @Benchmark
  public void throwableOnly(Blackhole blackhole) throws IOException {
    CallPath.call(frames, 0, () -> blackhole.consume(new Throwable()));
  }

  private void track(int kind, int listenerFd) {
    Object owner = new Object();
    tracker.opened(kind, owner, FD, listenerFd);
    tracker.closing(owner, FD);
    tracker.released(FD);
  }
}
