package io.closewatch.tracker;

import java.util.List;

/**
 * Chooses the call site of a stack: the first frame that is neither JDK nor known library, or that
 * {@code appPackages} names; never a generated proxy. Immutable.
 */
final class SiteRule {
  private static final String[] PLUMBING = {
    "java.net.", "java.nio.", "sun.nio.", "sun.net.", "sun.security.", "javax.net."
  };
  private static final Frame NO_FRAME = new Frame("(no", "stack)", null, -1);

  private final String[] appPackages;
  private final String library;

  /**
   * Packages or classes, without a dot at the end. With an empty list the known prefixes of {@link
   * FrameOrigin} decide.
   */
  SiteRule(List<String> appPackages) {
    this(appPackages.toArray(new String[0]), "");
  }

  private SiteRule(String[] appPackages, String library) {
    this.appPackages = appPackages;
    this.library = library;
  }

  /** With one more library, whose classes begin with {@code prefix}. */
  SiteRule withLibrary(String prefix) {
    return prefix.isEmpty() || FrameOrigin.isLibrary(prefix)
        ? this
        : new SiteRule(appPackages, prefix);
  }

  /** What {@link #withLibrary} has added, or "". */
  String library() {
    return library;
  }

  boolean isSite(String className) {
    if (appPackages.length > 0) {
      return isInAppPackage(className) && !FrameOrigin.isGenerated(className);
    }
    return !FrameOrigin.isAgent(className)
        && !FrameOrigin.isJdk(className)
        && !FrameOrigin.isLibrary(className)
        && !FrameOrigin.isGenerated(className)
        && (library.isEmpty() || !className.startsWith(library));
  }

  private boolean isInAppPackage(String className) {
    for (String prefix : appPackages) {
      if (className.startsWith(prefix)
          && (className.length() == prefix.length()
              || ".$".indexOf(className.charAt(prefix.length())) >= 0)) {
        return true;
      }
    }
    return false;
  }

  /** Index of the call site, or -1 if the application has no frame here. */
  int siteIndex(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (isSite(frames.get(i).className())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * True for a server socket that uses the streams of what it accepts before it returns it, as
   * those for TLS do: nobody has taken the socket over yet.
   */
  static boolean isInsideAccept(Trace trace) {
    int end = trace.siteIndex() < 0 ? trace.frames().size() : trace.siteIndex() + 1;
    for (Frame frame : trace.frames().subList(0, end)) {
      if (frame.methodName().equals("accept")
          && (frame.className().endsWith("ServerSocket")
              || frame.className().endsWith("ServerSocketImpl"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The frame that stands for the stack: the call site, else the library's or the JDK's caller of
   * the socket classes.
   */
  static Frame representative(List<Frame> frames, int siteIndex) {
    if (siteIndex >= 0) {
      return frames.get(siteIndex);
    }
    for (Frame frame : frames) {
      if (!FrameOrigin.isJdk(frame.className())) {
        return frame;
      }
    }
    for (Frame frame : frames) {
      if (!FrameOrigin.startsWithAny(frame.className(), PLUMBING)) {
        return frame;
      }
    }
    return frames.isEmpty() ? NO_FRAME : frames.get(frames.size() - 1);
  }
}
