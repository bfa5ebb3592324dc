package io.closewatch.instrumentation;

import io.closewatch.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Consumer;
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

  /**
   * Hooks what will be loaded.
   *
   * @param notUnderstood gets a sentence about each pool that cannot be hooked
   * @param running true if the program runs already, so that libraries may have been loaded; before
   *     its main method none is, and to look at all classes would cost milliseconds
   */
  static LibraryInstallation install(
      Instrumentation instrumentation,
      List<TypeInstrumentation> instrumentations,
      Consumer<String> notUnderstood,
      boolean running) {
    LibraryTransformer transformer = new LibraryTransformer(instrumentations, notUnderstood);
    instrumentation.addTransformer(transformer, true);
    LibraryInstallation installation = new LibraryInstallation(instrumentation, transformer);
    if (running) {
      installation.retransformLoaded();
    }
    return installation;
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
          logger.info("no hooks in {}: {}", type.getName(), t.toString());
        }
      }
    }
  }
}
