package io.closewatch.agent;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body that {@link CompilerDetour} gives {@code java.lang.Compiler} for a moment. Members and
 * modifiers are those of JDK 9 to 20, since the JVM accepts no others, and all do the nothing that
 * they do there; only {@code command} puts a class into the boot loader.
 *
 * <p>Anybody can call it in that moment, sandboxed code too. So it takes nothing from its caller:
 * the class file is a constant in it, and whoever calls can only do our work a little earlier.
 */
public final class CompilerTemplate {

  private CompilerTemplate() {}

  public static boolean compileClass(Class<?> ignored) {
    return false;
  }

  public static boolean compileClasses(String ignored) {
    return false;
  }

  public static @Nullable Object command(@Nullable Object ignored) {
    byte[] classFile = CompilerDetour.CLASS_FILE.getBytes(StandardCharsets.ISO_8859_1);
    try {
      UnsafeTemplate.getUnsafe().defineClass(null, classFile, 0, classFile.length, null, null);
    } catch (LinkageError definedAlready) {
      // Another thread was earlier.
    }
    return null;
  }

  public static void enable() {}

  public static void disable() {}
}
