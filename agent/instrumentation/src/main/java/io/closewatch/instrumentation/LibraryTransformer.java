package io.closewatch.instrumentation;

import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.log.Log;
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
import org.slf4j.Logger;

/**
 * Weaves hooks into types of libraries, in whatever class loader they come up, as often as they do.
 * Knows them by name alone: holds no class and no loader. A class that is another than expected is
 * left as it is. All that a program without these libraries pays is one look-up for each class.
 */
final class LibraryTransformer implements ClassFileTransformer {
  private static final Logger logger = Log.of(LibraryTransformer.class);

  private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
  private final Set<String> hooked = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();
  private volatile @Nullable Weaver weaver;

  LibraryTransformer(Iterable<TypeInstrumentation> instrumentations) {
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
    TypeInstrumentation instrumentation = className == null ? null : byInternalName.get(className);
    if (instrumentation == null || loader == null) {
      return null;
    }
    try {
      return seesHooks(loader) ? weave(instrumentation, loader, classFile) : null;
    } catch (Throwable t) {
      if (failures.put(instrumentation.typeName(), t.toString()) == null) {
        logger.info("no hooks in {}: {}", instrumentation.typeName(), t.toString());
      }
      return null;
    }
  }

  /** True if {@code type} is one of those that are hooked when they are loaded. */
  boolean isTarget(Class<?> type) {
    return byInternalName.containsKey(type.getName().replace('.', '/'));
  }

  /** Names of the hook points that met at least one method. */
  Set<String> hooked() {
    return hooked;
  }

  /** Type name to error. */
  Map<String, String> failures() {
    return failures;
  }

  /** Not so in a loader that hides the boot loader's packages: there a hook could not be linked. */
  private static boolean seesHooks(ClassLoader loader) {
    try {
      return Class.forName(SocketHooks.class.getName(), false, loader) == SocketHooks.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private byte @Nullable [] weave(
      TypeInstrumentation instrumentation, ClassLoader loader, byte[] classFile) {
    // Lazy: the library's other types are named, but need not be there.
    TypePool types =
        TypePool.Default.WithLazyResolution.of(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(instrumentation.typeName(), classFile),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofSystemLoader()));
    Set<String> met = ConcurrentHashMap.newKeySet();
    byte[] woven = weaver().weave(instrumentation, classFile, types, met);
    hooked.addAll(met);
    return met.isEmpty() ? null : woven;
  }

  /** Made for the first class that is found; two threads may both make one. */
  private Weaver weaver() {
    Weaver known = weaver;
    if (known == null) {
      known = new Weaver();
      weaver = known;
    }
    return known;
  }
}
