package io.closewatch.agent;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CompilerTemplate} is compiled against: {@code jdk.internal.misc.Unsafe}, which cannot
 * be named here. Never called itself, hence without bodies.
 */
final class UnsafeTemplate {

  static native UnsafeTemplate getUnsafe();

  native Class<?> defineClass(
      @Nullable String name,
      byte[] classFile,
      int offset,
      int length,
      @Nullable ClassLoader loader,
      @Nullable ProtectionDomain domain);

  private UnsafeTemplate() {}
}
