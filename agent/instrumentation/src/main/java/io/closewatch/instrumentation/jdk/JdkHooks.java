package io.closewatch.instrumentation.jdk;

import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every JDK type that is hooked; which of them exist depends on the JDK. */
public final class JdkHooks {

  /** In no particular order. */
  public static List<TypeInstrumentation> all() {
    return Collections.unmodifiableList(
        Arrays.asList(
            new SocketChannelImplInstrumentation(),
            new ServerSocketChannelImplInstrumentation(),
            new UnixAsynchronousSocketChannelImplInstrumentation(),
            new UnixAsynchronousServerSocketChannelImplInstrumentation(),
            new NioSocketImplInstrumentation(),
            new AbstractPlainSocketImplInstrumentation(),
            new DispatcherInstrumentation("SocketDispatcher"),
            new DispatcherInstrumentation("UnixDispatcher"),
            new SocketCleanableInstrumentation(),
            new SelectorImplInstrumentation(),
            new NetInstrumentation()));
  }

  private JdkHooks() {}
}
