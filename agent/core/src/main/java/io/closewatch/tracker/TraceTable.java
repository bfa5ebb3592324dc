package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Interns stacks: the first sight of a hash resolves the frames to strings, every further one is a
 * map look-up. Bounded, so that a program with ever new stacks (generated code) cannot grow it.
 * Thread-safe.
 */
final class TraceTable {
  /** Frames kept of an interned stack. */
  static final int KEPT_FRAMES = 128;

  /** Stands for a stack that found no room. */
  static final Trace OTHER_TRACE = new Trace(Collections.singletonList(Frame.OTHER), -1);

  private final StackHash stackHash;
  private final SiteRule rule;
  private final int capacity;
  private final AtomicInteger size = new AtomicInteger();
  private final ConcurrentMap<Long, Origin> origins = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Trace> traces = new ConcurrentHashMap<>();
  private final ConcurrentMap<Trace, Trace> read = new ConcurrentHashMap<>();
  private final ConcurrentMap<SiteKey, CallSite> sites = new ConcurrentHashMap<>();

  TraceTable(StackHash stackHash, SiteRule rule, int capacity) {
    this.stackHash = stackHash;
    this.rule = rule;
    this.capacity = capacity;
  }

  /** Stack and site of the caller that opens a socket of {@code kind}. */
  Origin originOfCaller(SocketKind kind) {
    Long key = StackHash.mix(stackHash.ofCaller(rule), kind.label().hashCode());
    Origin known = origins.get(key);
    if (known != null) {
      return known;
    }
    Trace trace = resolveIfRoom(rule);
    if (trace == null) {
      return other(kind);
    }
    Frame frame = SiteRule.representative(trace.frames(), trace.siteIndex());
    Origin fresh = new Origin(trace, site(frame, kind));
    Origin raced = origins.putIfAbsent(key, fresh);
    if (raced != null) {
      size.decrementAndGet(); // another thread met the stack first: ours is not kept
      return raced;
    }
    return fresh;
  }

  /** Stack of the caller that closes or takes over a socket, or null if the table is full. */
  @Nullable Trace traceOfCaller() {
    return traceOfCaller(rule);
  }

  /** The same where another rule chooses the call site. */
  @Nullable Trace traceOfCaller(SiteRule rule) {
    Long key = stackHash.ofCaller(rule) ^ rule.library().hashCode();
    Trace known = traces.get(key);
    if (known != null) {
      return known;
    }
    Trace fresh = resolveIfRoom(rule);
    if (fresh == null) {
      return null;
    }
    Trace raced = traces.putIfAbsent(key, fresh);
    if (raced != null) {
      size.decrementAndGet();
      return raced;
    }
    return fresh;
  }

  /** A stack that was taken before; interned by what it reads. Not on an application's path. */
  Trace traceOf(BareStack stack, SiteRule rule) {
    List<Frame> frames = frames(stack);
    Trace fresh = new Trace(frames, rule.siteIndex(frames));
    Trace known = read.get(fresh);
    if (known != null) {
      return known;
    }
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return OTHER_TRACE;
    }
    Trace raced = read.putIfAbsent(fresh, fresh);
    if (raced != null) {
      size.decrementAndGet();
      return raced;
    }
    return fresh;
  }

  /** The rule for stacks in which the classes of {@code library} are a library's too. */
  SiteRule rule(String library) {
    return rule.withLibrary(library);
  }

  Collection<CallSite> sites() {
    return sites.values();
  }

  /** How many stacks are held. */
  int size() {
    return size.get();
  }

  private Origin other(SocketKind kind) {
    return new Origin(OTHER_TRACE, site(Frame.OTHER, kind));
  }

  private CallSite site(Frame frame, SocketKind kind) {
    SiteKey key = new SiteKey(frame, kind);
    CallSite known = sites.get(key);
    if (known != null) {
      return known;
    }
    CallSite fresh = new CallSite(frame, kind);
    CallSite raced = sites.putIfAbsent(key, fresh);
    return raced == null ? fresh : raced;
  }

  private @Nullable Trace resolveIfRoom(SiteRule rule) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return null;
    }
    List<Frame> frames = frames(new Throwable());
    return new Trace(frames, rule.siteIndex(frames));
  }

  private static List<Frame> frames(Throwable stack) {
    List<Frame> frames = new ArrayList<>();
    for (StackTraceElement element : stack.getStackTrace()) {
      if (frames.size() == KEPT_FRAMES) {
        break;
      }
      if (!FrameOrigin.isAgent(element.getClassName())) {
        frames.add(Frame.of(element));
      }
    }
    return frames;
  }

  private static final class SiteKey {
    private final Frame frame;
    private final SocketKind kind;

    SiteKey(Frame frame, SocketKind kind) {
      this.frame = frame;
      this.kind = kind;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SiteKey
          && kind == ((SiteKey) other).kind
          && frame.equals(((SiteKey) other).frame);
    }

    @Override
    public int hashCode() {
      return frame.hashCode() * 31 + kind.label().hashCode();
    }
  }
}
