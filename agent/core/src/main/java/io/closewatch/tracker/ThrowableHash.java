package io.closewatch.tracker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Java 8 has no StackWalker, but its Throwable can resolve one frame at a time ({@code
 * getStackTraceElement(int)}, package-private): only the frames that are hashed are turned into
 * objects.
 */
final class ThrowableHash implements StackHash {
  private static final @Nullable MethodHandle ELEMENT =
      privateMethod("getStackTraceElement", int.class);
  private static final @Nullable MethodHandle DEPTH = privateMethod("getStackTraceDepth");

  @Override
  public long ofCaller(SiteRule rule) {
    Throwable stack = new Throwable();
    MethodHandle element = ELEMENT;
    MethodHandle depth = DEPTH;
    if (element == null || depth == null) {
      return hash(stack.getStackTrace(), rule);
    }
    try {
      return hash(stack, (int) depth.invokeExact(stack), element, rule);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long hash(Throwable stack, int depth, MethodHandle element, SiteRule rule)
      throws Throwable {
    Walk walk = new Walk(rule);
    int end = Math.min(depth, MAX_FRAMES);
    for (int i = 0; i < end && walk.wantsMore(); i++) {
      walk.add((StackTraceElement) element.invokeExact(stack, i));
    }
    return walk.hash;
  }

  private static long hash(StackTraceElement[] frames, SiteRule rule) {
    Walk walk = new Walk(rule);
    for (int i = 0; i < frames.length && walk.wantsMore(); i++) {
      walk.add(frames[i]);
    }
    return walk.hash;
  }

  private static @Nullable MethodHandle privateMethod(String name, Class<?>... parameters) {
    try {
      Method method = Throwable.class.getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // another VM's class library: all frames are resolved instead
    }
  }

  private static final class Walk {
    private final SiteRule rule;
    private long hash;
    private int beyondSite = -1;
    private boolean agentFrames = true;

    Walk(SiteRule rule) {
      this.rule = rule;
    }

    boolean wantsMore() {
      return beyondSite < OUTER_FRAMES;
    }

    void add(StackTraceElement frame) {
      String className = frame.getClassName();
      if (agentFrames) {
        if (FrameOrigin.isAgent(className)) {
          return; // how many there are differs with the way that the event came
        }
        agentFrames = false;
      }
      if (className.startsWith("sun.reflect.")) {
        return; // the accessor's class changes after 15 calls of the same line
      }
      if (beyondSite >= 0 || rule.isSite(className)) {
        beyondSite++;
      }
      hash =
          StackHash.mix(
              hash,
              (long) className.hashCode() << 32
                  ^ frame.getMethodName().hashCode()
                  ^ (long) frame.getLineNumber() << 20);
    }
  }
}
