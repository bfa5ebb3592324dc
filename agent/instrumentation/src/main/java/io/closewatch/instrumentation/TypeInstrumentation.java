package io.closewatch.instrumentation;

import java.util.List;

/** What is hooked in one JDK type. */
public interface TypeInstrumentation {

  /** The binary name of the type, which need not exist on this JDK. */
  String typeName();

  /**
   * True if nothing here opens, closes or releases: without it only "who handles a socket" is
   * unknown.
   */
  default boolean isSignalOnly() {
    return false;
  }

  /** The hooks, each with the methods it goes into. */
  List<HookPoint> hookPoints();
}
