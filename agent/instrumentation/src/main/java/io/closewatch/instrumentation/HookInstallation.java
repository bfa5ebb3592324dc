package io.closewatch.instrumentation;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the hooks in, says what is missing, and takes them out again. All targets are loaded first
 * and then retransformed in one pass: a target that is loaded while another is being transformed
 * would be skipped by the JVM.
 */
final class HookInstallation {
  private final Instrumentation instrumentation;
  private final HookTransformer transformer;
  private final Map<TypeInstrumentation, Class<?>> targets;
  private final List<String> problems;

  private HookInstallation(
      Instrumentation instrumentation,
      HookTransformer transformer,
      Map<TypeInstrumentation, Class<?>> targets,
      List<String> problems) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.targets = targets;
    this.problems = problems;
  }

  /** Never throws for a target that is missing or cannot be changed: {@link #problems} names it. */
  static HookInstallation install(
      Instrumentation instrumentation, List<TypeInstrumentation> instrumentations) {
    Map<TypeInstrumentation, Class<?>> targets = new LinkedHashMap<>();
    for (TypeInstrumentation type : instrumentations) {
      try {
        targets.put(type, Class.forName(type.typeName(), false, null));
      } catch (ClassNotFoundException | LinkageError e) {
        // Not on this JDK. Whether something is missing for it shows in problems().
      }
    }
    HookTransformer transformer = new HookTransformer(targets.keySet());
    instrumentation.addTransformer(transformer, true);
    List<String> errors = retransform(instrumentation, targets);
    return new HookInstallation(
        instrumentation, transformer, targets, HookCheck.problems(transformer, errors));
  }

  /** What is not hooked, one sentence each; empty if all is well. */
  List<String> problems() {
    return problems;
  }

  /** What cannot be told of who handles a socket; empty if all is well. */
  Set<String> missingSignals() {
    return HookCheck.missingSignals(transformer.hooked());
  }

  /** Takes the hooks out: afterwards the JDK's methods run as they were. */
  List<String> remove() {
    instrumentation.removeTransformer(transformer);
    return retransform(instrumentation, targets);
  }

  private static List<String> retransform(
      Instrumentation instrumentation, Map<TypeInstrumentation, Class<?>> targets) {
    List<String> errors = new ArrayList<>();
    try {
      instrumentation.retransformClasses(targets.values().toArray(new Class<?>[0]));
    } catch (Throwable all) {
      // All or nothing: one class that cannot be changed must not cost the others.
      for (Map.Entry<TypeInstrumentation, Class<?>> target : targets.entrySet()) {
        try {
          instrumentation.retransformClasses(target.getValue());
        } catch (Throwable single) {
          if (target.getKey().isSignalOnly()) {
            continue;
          }
          errors.add("the JVM refuses to change " + target.getKey().typeName() + ": " + single);
        }
      }
    }
    return errors;
  }
}
