package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Reads advice from class files, without loading it, and gives it our exception handler. */
final class AdviceSource {
  private final ClassFileLocator locator =
      ClassFileLocator.ForClassLoader.of(AdviceSource.class.getClassLoader());
  private final TypePool types = TypePool.Default.of(locator);
  private final Advice.ExceptionHandler countSuppressed =
      new Advice.ExceptionHandler.Simple(callSuppressed());

  Advice resolve(Advice.WithCustomMapping mapping, String adviceClass) {
    return mapping
        .to(types.describe(adviceClass).resolve(), locator)
        .withExceptionHandler(countSuppressed);
  }

  private static StackManipulation callSuppressed() {
    MethodDescription suppressed =
        TypeDescription.ForLoadedType.of(SocketHooks.class)
            .getDeclaredMethods()
            .filter(ElementMatchers.named("suppressed"))
            .getOnly();
    return MethodInvocation.invoke(suppressed.asDefined());
  }
}
