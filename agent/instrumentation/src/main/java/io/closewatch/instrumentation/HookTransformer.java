package io.closewatch.instrumentation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks into a fixed list of JDK types. A plain transformer instead of Byte Buddy's
 * AgentBuilder: it starts faster, has no circularity lock that skips types which are loaded
 * meanwhile, and needs nothing that warns on 24+.
 */
final class HookTransformer implements ClassFileTransformer {
  private static final AuxiliaryType.NamingStrategy NO_NEW_TYPES =
      new AuxiliaryType.NamingStrategy.SuffixingRandom("closewatch");
  private static final Implementation.Context.FrameGeneration FRAMES =
      Implementation.Context.FrameGeneration.GENERATE;

  private final Map<String, TypeInstrumentation> byInternalName = new HashMap<>();
  private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> hooked = ConcurrentHashMap.newKeySet();
  private final AdviceSource adviceSource = new AdviceSource();

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

  /**
   * Byte Buddy's advice, woven with its class reader and writer alone: the builder of dynamic types
   * would load 300 more classes at every start, and could do things that a loaded class does not
   * allow.
   */
  private byte[] weave(TypeInstrumentation instrumentation, byte[] classFile) {
    TypePool types =
        TypePool.Default.of(
            new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(instrumentation.typeName(), classFile),
                ClassFileLocator.ForClassLoader.ofSystemLoader()));
    TypeDescription type = types.describe(instrumentation.typeName()).resolve();
    ClassFileVersion version = ClassFileVersion.ofClassFile(classFile);
    Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type, NO_NEW_TYPES, TypeInitializer.None.INSTANCE, version, version, FRAMES);
    ClassReader reader = OpenedClassReader.of(classFile);
    ClassWriter writer = new ClassWriter(reader, AsmVisitorWrapper.NO_FLAGS);
    ClassVisitor visitor = writer;
    List<HookPoint> points = instrumentation.hookPoints();
    for (HookPoint point : points) {
      visitor =
          point
              .visitor(adviceSource)
              .wrap(
                  type,
                  visitor,
                  context,
                  types,
                  type.getDeclaredFields(),
                  type.getDeclaredMethods(),
                  AsmVisitorWrapper.NO_FLAGS,
                  AsmVisitorWrapper.NO_FLAGS);
    }
    reader.accept(visitor, AsmVisitorWrapper.NO_FLAGS);
    for (HookPoint point : points) {
      if (point.matched() > 0) {
        hooked.add(point.name());
      }
    }
    return writer.toByteArray();
  }
}
