package io.closewatch.monitor;

import io.closewatch.diagnosis.Finding;
import io.closewatch.diagnosis.Handling;
import io.closewatch.diagnosis.NamedStack;
import io.closewatch.diagnosis.SocketSnapshot;
import io.closewatch.diagnosis.ThreadSnapshot;
import io.closewatch.log.Log;
import io.closewatch.report.Libraries;
import io.closewatch.report.Library;
import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.Trace;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Finds the jars of the classes that the stacks of the heaviest findings name. The JVM is asked for
 * its classes only when a name is new, and nothing of them is kept but text. One thread at a time.
 */
final class LoadedJars {
  private static final int MAX_FINDINGS = 10;
  private static final int MAX_NEW_NAMES = 64;
  private static final int MAX_NAMES = 2_000;

  private static final Logger logger = Log.of(LoadedJars.class);

  private final Supplier<Class<?>[]> loadedClasses;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Set<Library>> known = new HashMap<>();
  private Libraries latest = Libraries.NONE;

  LoadedJars(Supplier<Class<?>[]> loadedClasses) {
    this.loadedClasses = loadedClasses;
  }

  /** What is known of the classes in these findings, and in those of earlier scans. */
  Libraries of(List<Finding> findings) {
    Set<String> unknown = unknownNames(findings);
    if (!unknown.isEmpty()) {
      find(unknown);
      latest = new Libraries(known);
    }
    return latest;
  }

  private Set<String> unknownNames(List<Finding> findings) {
    Set<String> names = new LinkedHashSet<>();
    Set<Object> looked = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Finding finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
      SiteSnapshot site = finding.site();
      if (site != null) {
        addTrace(site.collected(), looked, names);
      }
      for (NamedStack stack : finding.stacks()) {
        addTrace(stack.trace(), looked, names);
      }
      for (SocketSnapshot socket : finding.sockets()) {
        addTrace(socket.trace(), looked, names);
        addTrace(socket.closedBy(), looked, names);
        Handling handling = socket.handling();
        if (handling != null) {
          addTrace(handling.takenAt(), looked, names);
          ThreadSnapshot thread = handling.thread();
          if (thread != null && looked.add(thread)) {
            add(thread.frames(), names);
          }
        }
      }
    }
    return names;
  }

  private void addTrace(@Nullable Trace trace, Set<Object> looked, Set<String> names) {
    if (trace != null && looked.add(trace)) {
      add(trace.frames(), names);
    }
  }

  private void add(Collection<Frame> frames, Set<String> names) {
    for (Frame frame : frames) {
      String name = frame.className();
      if (names.size() < MAX_NEW_NAMES
          && asked.size() + names.size() < MAX_NAMES
          && !asked.contains(name)
          && !FrameOrigin.isJdk(name)) {
        names.add(name);
      }
    }
  }

  private void find(Set<String> names) {
    asked.addAll(names);
    try {
      AccessController.doPrivileged(
          (PrivilegedAction<Void>)
              () -> {
                lookAtClasses(names);
                return null;
              });
    } catch (RuntimeException | LinkageError e) {
      logger.debug("the jars of the classes in a finding are not known", e);
    }
  }

  private void lookAtClasses(Set<String> names) {
    for (Class<?> type : loadedClasses.get()) {
      // The boot loader has no jar of the application, and names are made when asked for.
      if (type.getClassLoader() != null && !type.isArray() && names.contains(type.getName())) {
        Set<Library> libraries =
            known.computeIfAbsent(type.getName(), name -> new LinkedHashSet<>());
        Library library = JarNames.libraryOf(type);
        if (library != null) {
          libraries.add(library);
        }
      }
    }
  }
}
