package io.closewatch.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.dynamic.ClassFileLocator;
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
  private final Weaver weaver = new Weaver();

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

  /** True if only signals of who handles a socket would be lost with that type. */
  boolean isSignalOnly(String typeName) {
    TypeInstrumentation instrumentation = byInternalName.get(typeName.replace('.', '/'));
    return instrumentation != null && instrumentation.isSignalOnly();
  }

  /** Type name to error. */
  Map<String, String> failures() {
    return failures;
  }

  private byte[] weave(TypeInstrumentation instrumentation, byte[] classFile) {
    TypePool types =
        TypePool.Default.of(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(instrumentation.typeName(), classFile),
                ClassFileLocator.ForClassLoader.ofSystemLoader()));
    return weaver.weave(instrumentation, instrumentation.typeName(), classFile, types, hooked);
  }
}
