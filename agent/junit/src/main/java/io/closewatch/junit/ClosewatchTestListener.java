package io.closewatch.junit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Tells the agent which tests run, so that reports can name the test that opened a socket. The
 * JUnit Platform finds it by itself wherever the agent jar is on the class path, as {@code
 * -javaagent} puts it there. Does nothing where no agent is, and never fails a run.
 */
public final class ClosewatchTestListener implements TestExecutionListener {
  private final TestReporting reporting;
  private volatile @Nullable TestPlan plan;

  /** For the JUnit Platform. */
  public ClosewatchTestListener() {
    this(TestReporting.OF_THIS_JVM);
  }

  ClosewatchTestListener(TestReporting reporting) {
    this.reporting = reporting;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void testPlanExecutionFinished(TestPlan testPlan) {
    plan = null;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    try {
      // An engine, which has no source, runs as long as all of its tests and opens nothing.
      if (test.isTest() || test.getSource().isPresent()) {
        reporting.started(test.getUniqueId(), nameOf(test), !test.isTest());
      }
    } catch (Throwable ignored) {
      // Reports do not name this test, and it runs.
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    try {
      reporting.finished(test.getUniqueId());
    } catch (Throwable ignored) {
      // As above.
    }
  }

  private String nameOf(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    if (source instanceof ClassSource) {
      return TestName.of(((ClassSource) source).getClassName());
    }
    if (!(source instanceof MethodSource)) {
      return TestName.of(test.getDisplayName());
    }
    MethodSource method = (MethodSource) source;
    return isInvocation(test, method)
        ? TestName.ofInvocation(
            method.getClassName(), method.getMethodName(), test.getDisplayName())
        : TestName.ofMethod(method.getClassName(), method.getMethodName());
  }

  /** What is below the node of its method: one run of a template or a factory. */
  private boolean isInvocation(TestIdentifier test, MethodSource method) {
    TestPlan current = plan;
    Optional<TestSource> above =
        current == null
            ? Optional.empty()
            : current.getParent(test).flatMap(TestIdentifier::getSource);
    return above.isPresent() && above.get().equals(method);
  }
}
