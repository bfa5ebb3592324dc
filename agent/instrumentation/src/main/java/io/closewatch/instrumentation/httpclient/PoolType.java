package io.closewatch.instrumentation.httpclient;

import static net.bytebuddy.matcher.ElementMatchers.isBridge;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.RelocatedTypeInstrumentation;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * A pool of some generation, or a part of one. Methods are matched by name, number of arguments and
 * types of the JDK, never by the library's own types: these have other names in relocated copies.
 */
abstract class PoolType implements RelocatedTypeInstrumentation {
  private static final String SHARED = PoolAdvice.class.getName();

  private final String typeName;
  private final int kind;

  /**
   * A pool.
   *
   * @param kind the constant of {@code PoolHooks}
   */
  PoolType(String typeName, int kind) {
    this.typeName = typeName;
    this.kind = kind;
  }

  @Override
  public final String typeName() {
    return typeName;
  }

  @Override
  public boolean isPool() {
    return true;
  }

  // Optional, as every class has one: it says nothing about the shape.
  final HookPoint created() {
    return shared("<init>", "Created", isConstructor()).optional();
  }

  final HookPoint blockingLease(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("lease", "BlockingLease", methods);
  }

  final HookPoint singleLease(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("lease", "SingleLease", methods);
  }

  final HookPoint futureLease(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("lease", "FutureLease", methods);
  }

  final HookPoint limitedLease(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("lease", "LimitedLease", methods);
  }

  final HookPoint release(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("release", "Release", methods);
  }

  final HookPoint singleRelease(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("release", "SingleRelease", methods);
  }

  final HookPoint evict(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("evict", "Evict", methods).optional();
  }

  final HookPoint close(ElementMatcher.Junction<MethodDescription> methods) {
    return shared("close", "Close", methods).optional();
  }

  /** A hook point with advice that is nested in the type's own class. */
  final HookPoint own(
      String event, String advice, ElementMatcher.Junction<MethodDescription> methods) {
    return point(event, getClass().getName() + "$" + advice + "Advice", methods);
  }

  private HookPoint shared(
      String event, String advice, ElementMatcher.Junction<MethodDescription> methods) {
    return point(event, SHARED + "$" + advice + "Advice", methods);
  }

  private HookPoint point(
      String event, String adviceClass, ElementMatcher.Junction<MethodDescription> methods) {
    return new HookPoint(
        typeName + " " + event,
        adviceClass,
        Advice.withCustomMapping().bind(Kind.class, kind),
        methods.and(not(isBridge())));
  }
}
