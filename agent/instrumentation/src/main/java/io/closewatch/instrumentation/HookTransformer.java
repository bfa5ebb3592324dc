package io.closewatch.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks into a fixed list of JDK types. A plain transformer instead of Byte Buddy's
 * AgentBuilder: it starts faster, has no circularity lock that skips types which are loaded
 * meanwhile, and needs nothing that warns on 24+.
 */
final class HookTransformer implements ClassFileTransformer {
  private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
  private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> hooked = ConcurrentHashMap.newKeySet();
  private final AdviceSource adviceSource = new AdviceSource();
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          // Advice alone: no method or field may be added to a class that is loaded already.
          .with(Implementation.Context.Disabled.Factory.INSTANCE)
          .with(InstrumentedType.Factory.Default.FROZEN)
          // Only declared methods are hooked: spares reading the supertypes.
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

  HookTransformer(Iterable<TypeInstrumentation> instrumentations) {
    for (TypeInstrumentation instrumentation : instrumentations) {
      byInternalName.put(instrumentation.typeName().replace('.', '/'), instrumentation);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    TypeInstrumentation instrumentation =
        loader != null || className == null ? null : byInternalName.get(className);
    if (instrumentation == null) {
      return null;
    }
    try {
      return weave(instrumentation, classFile);
    } catch (Throwable t) {
      failures.put(instrumentation.typeName(), t.toString());
      return null;
    }
  }

  /** Names of the hook points that met at least one method. */
  Set<String> hooked() {
    return hooked;
  }

  /** Type name to error. */
  Map<String, String> failures() {
    return failures;
  }

  private byte[] weave(TypeInstrumentation instrumentation, byte[] classFile) {
    ClassFileLocator locator = ClassFileLocator.Simple.of(instrumentation.typeName(), classFile);
    TypeDescription type =
        TypePool.Default.of(
                new ClassFileLocator.Compound(
                    locator, ClassFileLocator.ForClassLoader.ofSystemLoader()))
            .describe(instrumentation.typeName())
            .resolve();
    DynamicType.Builder<?> builder = byteBuddy.redefine(type, locator);
    List<HookPoint> points = instrumentation.hookPoints();
    for (HookPoint point : points) {
      builder = builder.visit(point.visitor(adviceSource));
    }
    byte[] woven = builder.make().getBytes();
    for (HookPoint point : points) {
      if (point.matched() > 0) {
        hooked.add(point.name());
      }
    }
    return woven;
  }
}
