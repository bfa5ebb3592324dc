package io.closewatch.tracker;

import io.closewatch.bootstrap.RequestEvents;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous requests of servlet containers that are not completed, and where each began.
 * Called by hooks on application threads: one stack walk at the start of a request, no lock shared
 * by requests, and the container's objects are held weakly. Bounded.
 */
public final class AsyncRequests implements RequestEvents {
  private static final int MAX_OPEN = 20_000;

  /** On a stack without the application, the one who called these is the framework. */
  private static final String[] CONTAINER = {
    "org.apache.catalina.", "org.apache.coyote.", "org.apache.tomcat.", "jakarta.servlet."
  };

  private final TraceTable traces;
  private final ContextLoaders contexts;
  private final int capacity;
  private final Set<Object> open = ConcurrentHashMap.newKeySet();
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final AtomicLong untracked = new AtomicLong();

  AsyncRequests(TraceTable traces, ContextLoaders contexts) {
    this(traces, contexts, MAX_OPEN);
  }

  AsyncRequests(TraceTable traces, ContextLoaders contexts, int capacity) {
    this.traces = traces;
    this.contexts = contexts;
    this.capacity = capacity;
  }

  @Override
  public void asyncStarted(Object context) {
    open.remove(new IdentityReference.Sought(context));
    if (open.size() >= capacity) {
      forgetCollected();
      if (open.size() >= capacity) {
        untracked.incrementAndGet();
        return;
      }
    }
    Trace trace = traces.traceOfCaller();
    Thread thread = Thread.currentThread();
    open.add(
        new Started(
            context,
            collected,
            trace == null ? TraceTable.OTHER_TRACE : trace,
            ThreadName.of(thread),
            contexts.of(thread),
            System.nanoTime()));
  }

  @Override
  public void asyncEnded(Object context) {
    open.remove(new IdentityReference.Sought(context));
  }

  /** How many are open. */
  public int count() {
    forgetCollected();
    return open.size();
  }

  /** How many were not followed, since too many were open. */
  public long untracked() {
    return untracked.get();
  }

  /** The open ones by the line that started them, most first; a point-in-time copy. */
  public List<AsyncRequestSite> sites() {
    forgetCollected();
    if (open.isEmpty()) {
      return new ArrayList<>(); // as in most programs, at every scan
    }
    long now = System.nanoTime();
    Map<Frame, List<Started>> byFrame = new HashMap<>();
    for (Object element : open) {
      Started started = (Started) element;
      byFrame.computeIfAbsent(frameOf(started.trace), frame -> new ArrayList<>()).add(started);
    }
    List<AsyncRequestSite> sites = new ArrayList<>();
    byFrame.forEach((frame, started) -> sites.add(site(frame, started, now)));
    sites.sort(
        Comparator.comparingInt(AsyncRequestSite::count)
            .reversed()
            .thenComparing(site -> site.frame().location()));
    return sites;
  }

  private static AsyncRequestSite site(Frame frame, List<Started> started, long now) {
    Started oldest = started.get(0);
    long[] ages = new long[started.size()];
    List<String> webapps = new ArrayList<>();
    for (int i = 0; i < ages.length; i++) {
      Started one = started.get(i);
      ages[i] = Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - one.sinceNanos));
      oldest = one.sinceNanos - oldest.sinceNanos < 0 ? one : oldest;
      if (one.loader != null && !one.loader.webapp().isEmpty()) {
        webapps.add(one.loader.webapp());
      }
    }
    return new AsyncRequestSite(frame, oldest.trace, oldest.threadName, ages).in(webapps);
  }

  private static Frame frameOf(Trace trace) {
    if (trace.siteIndex() < 0) {
      for (Frame frame : trace.frames()) {
        if (!FrameOrigin.isJdk(frame.className())
            && !FrameOrigin.startsWithAny(frame.className(), CONTAINER)) {
          return frame;
        }
      }
    }
    return SiteRule.representative(trace.frames(), trace.siteIndex());
  }

  private void forgetCollected() {
    for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
      open.remove(gone);
    }
  }

  /** A context that was started, and where. */
  private static final class Started extends IdentityReference {
    private final Trace trace;
    private final String threadName;
    private final @Nullable ContextLoader loader;
    private final long sinceNanos;

    Started(
        Object context,
        ReferenceQueue<Object> queue,
        Trace trace,
        String threadName,
        @Nullable ContextLoader loader,
        long sinceNanos) {
      super(context, queue);
      this.trace = trace;
      this.threadName = threadName;
      this.loader = loader;
      this.sinceNanos = sinceNanos;
    }
  }
}
