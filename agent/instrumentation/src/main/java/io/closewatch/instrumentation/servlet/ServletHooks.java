package io.closewatch.instrumentation.servlet;

import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** Every type of a servlet container that is hooked. */
public final class ServletHooks {

  /** In no particular order. */
  public static List<TypeInstrumentation> all() {
    return Collections.singletonList(new AsyncContextImplInstrumentation());
  }

  private ServletHooks() {}
}
