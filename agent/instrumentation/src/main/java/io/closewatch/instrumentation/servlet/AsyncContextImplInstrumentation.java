package io.closewatch.instrumentation.servlet;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.closewatch.bootstrap.RequestHooks;
import io.closewatch.instrumentation.HookPoint;
import io.closewatch.instrumentation.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code org.apache.catalina.core.AsyncContextImpl}, Tomcat 7 to 11, javax and jakarta alike.
 * {@code setStarted}, through which every {@code startAsync()} goes, yields ASYNC STARTED; {@code
 * recycle}, which the connector calls once the request is over in whatever way, yields ASYNC ENDED.
 * Not {@code complete}: a request may also end by a timeout, an error, or a dispatch.
 */
final class AsyncContextImplInstrumentation implements TypeInstrumentation {

  @Override
  public String typeName() {
    return "org.apache.catalina.core.AsyncContextImpl";
  }

  @Override
  public List<HookPoint> hookPoints() {
    return Arrays.asList(
        new HookPoint(
            "AsyncContextImpl.setStarted",
            getClass().getName() + "$StartAdvice",
            Advice.withCustomMapping(),
            // Context, request, response, boolean; the types of the middle ones have two names.
            named("setStarted").and(isPublic()).and(takesArguments(4))),
        new HookPoint(
            "AsyncContextImpl.recycle",
            getClass().getName() + "$EndAdvice",
            Advice.withCustomMapping(),
            named("recycle").and(isPublic()).and(takesNoArguments())));
  }

  @SuppressWarnings("unused")
  public static class StartAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void exit(@Advice.This Object context) {
      RequestHooks.asyncStarted(context);
    }
  }

  @SuppressWarnings("unused")
  public static class EndAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter(@Advice.This Object context) {
      RequestHooks.asyncEnded(context);
    }
  }
}
