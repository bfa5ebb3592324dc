package io.closewatch.tracker;

import java.lang.StackWalker.StackFrame;
import java.util.Collections;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Java 9 and later; loaded by name only. Java 8 bytecode like everything else, but compiled against
 * a newer class library.
 */
final class StackWalkerHash implements StackHash {
  /**
   * Frames fetched from the VM in one go: enough for the hooks, the JDK's socket code and the
   * frames that are hashed.
   */
  private static final int BATCH = 20;

  private final StackWalker walker = StackWalker.getInstance(Collections.emptySet(), BATCH);

  @Override
  public long ofCaller(SiteRule rule) {
    Walk walk = new Walk(rule);
    walker.walk(walk);
    return walk.hash;
  }

  /** One object instead of two lambdas; {@code spliterator()} avoids the stream machinery. */
  @SuppressWarnings("overloads") // nobody calls andThen
  private static final class Walk
      implements Function<Stream<StackFrame>, Walk>, Consumer<StackFrame> {
    private final SiteRule rule;
    private long hash;
    private int frames;
    private int beyondSite = -1;
    private boolean agentFrames = true;

    Walk(SiteRule rule) {
      this.rule = rule;
    }

    @Override
    public Walk apply(Stream<StackFrame> stream) {
      Spliterator<StackFrame> rest = stream.spliterator();
      while (frames < MAX_FRAMES && beyondSite < OUTER_FRAMES && rest.tryAdvance(this)) {
        frames++;
      }
      return this;
    }

    @Override
    public void accept(StackFrame frame) {
      String className = frame.getClassName();
      if (agentFrames) {
        if (FrameOrigin.isAgent(className)) {
          return; // how many there are differs with the way that the event came
        }
        agentFrames = false;
      }
      long value = (long) className.hashCode() << 32 ^ frame.getByteCodeIndex();
      if (beyondSite >= 0 || rule.isSite(className)) {
        beyondSite++;
        if (beyondSite < NAMED_FRAMES) {
          value ^= (long) frame.getMethodName().hashCode() << 16;
        }
      }
      hash = StackHash.mix(hash, value);
    }
  }
}
