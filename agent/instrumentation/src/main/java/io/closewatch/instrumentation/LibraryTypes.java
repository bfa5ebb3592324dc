package io.closewatch.instrumentation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its name alone whether a class may be one that is hooked. Asked for every class that the
 * program loads: makes no object, and takes the length of the simple name as a hash that costs
 * nothing to work out.
 */
final class LibraryTypes {
  private final List<List<Target>> byLength = new ArrayList<>();

  LibraryTypes(Iterable<TypeInstrumentation> instrumentations) {
    for (TypeInstrumentation instrumentation : instrumentations) {
      Target target = new Target(instrumentation);
      int length = simpleLength(target.name);
      while (byLength.size() <= length) {
        byLength.add(new ArrayList<>());
      }
      byLength.get(length).add(target);
    }
  }

  /** The instrumentation of a class, or null; {@code internalName} has slashes. */
  @Nullable TypeInstrumentation find(String internalName) {
    int length = simpleLength(internalName);
    if (length >= byLength.size()) {
      return null;
    }
    List<Target> targets = byLength.get(length);
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (target.isNameOf(internalName)) {
        return target.instrumentation;
      }
    }
    return null;
  }

  private static int simpleLength(String internalName) {
    return internalName.length() - 1 - internalName.lastIndexOf('/');
  }

  private static final class Target {
    private final TypeInstrumentation instrumentation;
    private final String name;
    private final boolean relocated;

    Target(TypeInstrumentation instrumentation) {
      this.instrumentation = instrumentation;
      this.name = instrumentation.typeName().replace('.', '/');
      this.relocated = instrumentation instanceof RelocatedTypeInstrumentation;
    }

    boolean isNameOf(String internalName) {
      int before = internalName.length() - name.length();
      return internalName.endsWith(name)
          && (before == 0 || (relocated && internalName.charAt(before - 1) == '/'));
    }
  }
}
