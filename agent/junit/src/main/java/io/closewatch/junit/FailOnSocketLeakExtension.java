package io.closewatch.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link FailOnSocketLeak} does. Keeps no state: one instance serves tests in parallel. */
@FailOnSocketLeak // its own values are the defaults
final class FailOnSocketLeakExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        InvocationInterceptor {

  static final Namespace NAMESPACE = Namespace.create(FailOnSocketLeakExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    begin(context, true);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context, false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  /** The tests of a factory have no callbacks of their own. */
  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
      throws Throwable {
    begin(context, false);
    Throwable failure = null;
    try {
      invocation.proceed();
    } catch (Throwable t) {
      failure = t;
    }
    try {
      end(context);
    } catch (AssertionError leak) {
      if (failure == null) {
        throw leak;
      }
      failure.addSuppressed(leak);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void begin(ExtensionContext context, boolean container) {
    TestReporting reporting = reporting(context);
    String problem = reporting.problem();
    if (problem != null) {
      throw new ExtensionConfigurationException(
          "@FailOnSocketLeak cannot judge these tests: " + problem);
    }
    String id = context.getUniqueId();
    if (reporting.started(id, nameOf(context), container)) {
      context.getStore(NAMESPACE).put(id, true);
    }
  }

  private static void end(ExtensionContext context) {
    TestReporting reporting = reporting(context);
    String id = context.getUniqueId();
    FailOnSocketLeak settings = settings(context);
    List<String> leaks =
        reporting.leaksOf(id, settings.graceMillis(), Arrays.asList(settings.ignore()));
    if (context.getStore(NAMESPACE).remove(id) != null) {
      reporting.finished(id);
    }
    if (!leaks.isEmpty()) {
      throw new AssertionError(message(leaks, nameOf(context)));
    }
  }

  private static String message(List<String> leaks, String test) {
    return leaks.size() == 1
        ? leaks.get(0)
        : leaks.size() + " socket leaks of " + test + ":\n\n" + String.join("\n\n", leaks);
  }

  /** The tests of this extension put another one there. */
  private static TestReporting reporting(ExtensionContext context) {
    TestReporting other =
        context.getRoot().getStore(NAMESPACE).get(TestReporting.class, TestReporting.class);
    return other == null ? TestReporting.OF_THIS_JVM : other;
  }

  /** Of the nearest annotation: that of the method before those of its class and of outer ones. */
  private static FailOnSocketLeak settings(ExtensionContext context) {
    for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
      Optional<FailOnSocketLeak> found =
          AnnotationSupport.findAnnotation(at.getElement(), FailOnSocketLeak.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return FailOnSocketLeakExtension.class.getAnnotation(FailOnSocketLeak.class);
  }

  /** As the listener names them. */
  private static String nameOf(ExtensionContext context) {
    ExtensionContext ofMethod = context;
    for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
      if (at.getTestMethod().isPresent()) {
        ofMethod = at;
      }
    }
    Method method = ofMethod.getTestMethod().orElse(null);
    String type = ofMethod.getRequiredTestClass().getName();
    if (method == null) {
      return TestName.of(type);
    }
    return ofMethod == context
        ? TestName.ofMethod(type, method.getName())
        : TestName.ofInvocation(type, method.getName(), context.getDisplayName());
  }
}
