package io.closewatch.instrumentation;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Advice and the methods of one type that it goes into; counts the methods that it met. */
public final class HookPoint {
  private final String name;
  private final String adviceClass;
  private final Advice.WithCustomMapping advice;
  private final ElementMatcher<? super MethodDescription> methods;
  private final boolean optional;
  private int matched;

  /**
   * A hook point.
   *
   * @param name for messages, such as {@code NioSocketImpl.close}
   * @param adviceClass binary name; a string, so that the agent loader never loads it
   * @param advice the parameter mappings that the advice needs
   */
  public HookPoint(
      String name,
      String adviceClass,
      Advice.WithCustomMapping advice,
      ElementMatcher<? super MethodDescription> methods) {
    this(name, adviceClass, advice, methods, false);
  }

  private HookPoint(
      String name,
      String adviceClass,
      Advice.WithCustomMapping advice,
      ElementMatcher<? super MethodDescription> methods,
      boolean optional) {
    this.name = name;
    this.adviceClass = adviceClass;
    this.advice = advice;
    this.methods = methods;
    this.optional = optional;
  }

  /** The same, for methods that not every version of a library has. */
  public HookPoint optional() {
    return new HookPoint(name, adviceClass, advice, methods, true);
  }

  boolean isOptional() {
    return optional;
  }

  String name() {
    return name;
  }

  /** How many methods it went into; one object serves one transformation. */
  int matched() {
    return matched;
  }

  AsmVisitorWrapper visitor(AdviceSource source) {
    return source.resolve(advice, adviceClass).on(new Counting());
  }

  /** A class, not a lambda: the first lambda of a JVM costs tens of milliseconds. */
  private final class Counting extends ElementMatcher.Junction.AbstractBase<MethodDescription> {
    @Override
    public boolean matches(MethodDescription method) {
      boolean hit = methods.matches(method);
      if (hit) {
        matched++;
      }
      return hit;
    }
  }
}
