package io.closewatch.instrumentation;

import java.util.List;
import java.util.Set;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Byte Buddy's advice, woven with its class reader and writer alone: the builder of dynamic types
 * would load 300 more classes at every start, and could do things that a loaded class does not
 * allow.
 */
final class Weaver {
  private static final AuxiliaryType.NamingStrategy NO_NEW_TYPES =
      new AuxiliaryType.NamingStrategy.SuffixingRandom("closewatch");
  private static final Implementation.Context.FrameGeneration FRAMES =
      Implementation.Context.FrameGeneration.GENERATE;

  private final AdviceSource adviceSource = new AdviceSource();

  /**
   * The class with its hooks.
   *
   * @param typeName the binary name of that very class
   * @param types must find the type itself
   * @param hooked gets the names of the hook points that met at least one method
   */
  byte[] weave(
      TypeInstrumentation instrumentation,
      String typeName,
      byte[] classFile,
      TypePool types,
      Set<String> hooked) {
    TypeDescription type = types.describe(typeName).resolve();
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
