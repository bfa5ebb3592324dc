package io.closewatch.instrumentation.jdk;

import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isStatic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.io.FileDescriptor;
import java.util.Collections;
import java.util.List;

/**
 * {@code sun.nio.ch.Net}, 8 to 25: its {@code socket} and {@code serverSocket} make the descriptors
 * of all channels, and from 13 on of java.net sockets. Only their failures are of interest: those
 * of the channels' constructors, which cannot be seen there.
 */
final class NetInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "sun.nio.ch.Net";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Collections.singletonList(
        FailedOpenAdvice.in(
            "Net.socket",
            named("socket")
                .or(named("serverSocket"))
                .and(isStatic())
                .and(not(isNative()))
                .and(returns(FileDescriptor.class))));
  }
}
