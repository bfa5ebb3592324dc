package io.closewatch.instrumentation;

import io.closewatch.bootstrap.PoolHooks;
import io.closewatch.bootstrap.RequestHooks;
import io.closewatch.bootstrap.SocketHooks;
import io.closewatch.log.Log;
import java.lang.instrument.ClassFileTransformer;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
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

  private final LibraryTypes targets;
  private final Consumer<String> notUnderstood;
  private final Set<String> hooked = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();
  private volatile @Nullable Weaver weaver;

  /**
   * A transformer.
   *
   * @param notUnderstood gets a sentence about each pool that cannot be hooked; on threads that
   *     load classes, any number of times
   */
  LibraryTransformer(
      Iterable<TypeInstrumentation> instrumentations, Consumer<String> notUnderstood) {
    this.targets = new LibraryTypes(instrumentations);
    this.notUnderstood = notUnderstood;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || className == null) {
      return null;
    }
    TypeInstrumentation instrumentation = targets.find(className);
    if (instrumentation == null) {
      return null;
    }
    String typeName = className.replace('/', '.');
    try {
      return weave(instrumentation, typeName, loader, domain, classFile);
    } catch (Throwable t) {
      if (failures.put(typeName, t.toString()) == null) {
        logger.info("no hooks in {}: {}", typeName, t.toString());
      }
      report(instrumentation, typeName, domain, ": " + t);
      return null;
    }
  }

  /** True if {@code type} is one of those that are hooked when they are loaded. */
  boolean isTarget(Class<?> type) {
    return type.getClassLoader() != null && targets.find(type.getName().replace('.', '/')) != null;
  }

  /** Names of the hook points that met at least one method. */
  Set<String> hooked() {
    return hooked;
  }

  /** Type name to error. */
  ConcurrentMap<String, String> failures() {
    return failures;
  }

  private byte @Nullable [] weave(
      TypeInstrumentation instrumentation,
      String typeName,
      ClassLoader loader,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    // Lazy: the library's other types are named, but need not be there.
    TypePool types =
        TypePool.Default.WithLazyResolution.of(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(typeName, classFile),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofSystemLoader()));
    Set<String> met = new HashSet<>();
    byte[] woven = weaver().weave(instrumentation, typeName, classFile, types, met);
    Shape shape = Shape.of(instrumentation, met);
    if (shape == Shape.OTHER) {
      return null;
    }
    if (shape == Shape.UNKNOWN_VERSION) {
      report(instrumentation, typeName, domain, "");
      return null;
    }
    if (!seesHooks(loader)) {
      report(instrumentation, typeName, domain, ": its class loader hides the agent's hooks");
      return null;
    }
    hooked.addAll(met);
    return woven;
  }

  private enum Shape {
    OTHER,
    UNKNOWN_VERSION,
    KNOWN;

    /** Half of the hooks would be worse than none: leases without releases, or the reverse. */
    static Shape of(TypeInstrumentation instrumentation, Set<String> met) {
      boolean some = false;
      boolean all = true;
      for (HookPoint point : instrumentation.hookPoints()) {
        if (!point.isOptional()) {
          boolean hit = met.contains(point.name());
          some |= hit;
          all &= hit;
        }
      }
      return all ? KNOWN : some ? UNKNOWN_VERSION : OTHER;
    }
  }

  private void report(
      TypeInstrumentation instrumentation,
      String typeName,
      @Nullable ProtectionDomain domain,
      String reason) {
    if (instrumentation instanceof RelocatedTypeInstrumentation
        && ((RelocatedTypeInstrumentation) instrumentation).isPool()) {
      notUnderstood.accept("pool not understood: " + typeName + jarOf(domain) + reason);
    }
  }

  /** The name of the jar, which tells the version; its directory tells nobody anything. */
  private static String jarOf(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "";
    }
    String path = source.getLocation().getPath();
    if (path.endsWith("!/")) { // a jar within a jar
      path = path.substring(0, path.length() - 2);
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".jar") ? ", " + name.substring(name.lastIndexOf('!') + 1) : "";
  }

  /**
   * Not so in a loader that hides the boot loader's packages: there a hook could not be linked.
   * Asks for all classes that woven code names, since an answer need not last: Felix gives a
   * bundle's loader what is not the bundle's only while somebody from outside asks. What a loader
   * has once been asked for by name it is never asked for again: the JVM remembers it (JVMS 5.3.2).
   */
  private static boolean seesHooks(ClassLoader loader) {
    return sees(loader, PoolHooks.class)
        && sees(loader, RequestHooks.class)
        && sees(loader, SocketHooks.class); // takes the errors of all hooks
  }

  private static boolean sees(ClassLoader loader, Class<?> hooks) {
    try {
      return Class.forName(hooks.getName(), false, loader) == hooks;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
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
