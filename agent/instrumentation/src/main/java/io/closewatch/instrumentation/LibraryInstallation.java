package io.closewatch.instrumentation;

import io.closewatch.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * The hooks in types of libraries: those that are loaded already and those that will be. Never
 * throws; what cannot be hooked costs its own evidence and nothing else.
 */
final class LibraryInstallation {
  private static final Logger logger = Log.of(LibraryInstallation.class);

  private final Instrumentation instrumentation;
  private final LibraryTransformer transformer;

  private LibraryInstallation(Instrumentation instrumentation, LibraryTransformer transformer) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
  }

  static LibraryInstallation install(
      Instrumentation instrumentation, List<TypeInstrumentation> instrumentations) {
    LibraryTransformer transformer = new LibraryTransformer(instrumentations);
    instrumentation.addTransformer(transformer, true);
    LibraryInstallation installation = new LibraryInstallation(instrumentation, transformer);
    installation.retransformLoaded();
    return installation;
  }

  /** Names of the hook points that are in use; empty as long as no such library is loaded. */
  Set<String> hooked() {
    return transformer.hooked();
  }

  /** Type name to error. */
  Map<String, String> failures() {
    return transformer.failures();
  }

  /** Takes the hooks out: afterwards the libraries run as they were. */
  void remove() {
    instrumentation.removeTransformer(transformer);
    retransformLoaded();
  }

  private void retransformLoaded() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (transformer.isTarget(type)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (Throwable t) {
          logger.debug("the JVM refuses to change {}: {}", type.getName(), t.toString());
        }
      }
    }
  }
}
