package io.closewatch.report;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.FrameOrigin;
import io.closewatch.tracker.Trace;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jars that the classes of the stacks in a report come from, as far as known. Immutable. */
public final class Libraries {
  public static final Libraries NONE = new Libraries(Collections.emptyMap());

  private static final int JARS_NAMED = 2;

  private final Map<String, Set<Library>> byClass;

  /**
   * @param byClass name of a class to the jars it was loaded from: more than one where several
   *     class loaders have it, none where it came from a directory or from the JDK
   */
  public Libraries(Map<String, Set<Library>> byClass) {
    this.byClass = Collections.unmodifiableMap(new HashMap<>(byClass));
  }

  /** Name of a class to the jars it was loaded from. */
  Map<String, Set<Library>> byClass() {
    return byClass;
  }

  /** The jars of these classes as text, such as {@code httpclient-4.5.14.jar}; "" if none. */
  String jars(Collection<Frame> frames) {
    Set<String> jars = new LinkedHashSet<>();
    for (Frame frame : frames) {
      of(frame).forEach(library -> jars.add(library.jar()));
    }
    return jars.size() > JARS_NAMED ? jars.size() + " jars" : String.join(", ", jars);
  }

  /**
   * The library that opened a socket for somebody else, and who that is unless it is the call site;
   * or null: the application's own jar is no library, and without the jars of its callers the one
   * cannot be told from the other.
   */
  @Nullable String opener(Trace trace) {
    List<Frame> frames = trace.frames();
    int first = 0;
    while (first < frames.size() && FrameOrigin.isJdk(frames.get(first).className())) {
      first++;
    }
    if (first == frames.size() || of(frames.get(first)).isEmpty()) {
      return null;
    }
    Set<Library> libraries = of(frames.get(first));
    for (int i = first + 1; i < frames.size(); i++) {
      Frame caller = frames.get(i);
      // A framework around it does not make the application a library.
      boolean telling =
          byClass.containsKey(caller.className()) && !FrameOrigin.isLibrary(caller.className());
      if (telling && !of(caller).equals(libraries)) {
        String called = Lines.unbroken(caller.location());
        return name(libraries) + (i == trace.siteIndex() ? "" : ", called at " + called);
      }
    }
    return null;
  }

  private static String name(Set<Library> libraries) {
    if (libraries.size() > JARS_NAMED) {
      return libraries.size() + " jars that have the same class";
    }
    StringBuilder text = new StringBuilder();
    for (Library library : libraries) {
      text.append(text.length() == 0 ? "" : " or ").append(library);
    }
    return text.toString();
  }

  private Set<Library> of(Frame frame) {
    return Objects.requireNonNull(
        byClass.getOrDefault(frame.className(), Collections.<Library>emptySet()));
  }
}
