package io.closewatch.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of JUnit within a test. */
final class JUnitRun implements TestExecutionListener {
  private final List<String> results = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  /** Runs the tests of a class with this listener and no other. */
  static JUnitRun of(Class<?> tests, TestExecutionListener... listeners) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(tests))
            .build();
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    JUnitRun run = new JUnitRun();
    List<TestExecutionListener> all = new ArrayList<>(Arrays.asList(listeners));
    all.add(run);
    LauncherFactory.create(config).execute(request, all.toArray(TestExecutionListener[]::new));
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getThrowable().isPresent()) {
      results.add(test.getDisplayName() + " " + result.getStatus());
      result.getThrowable().ifPresent(failures::add);
    }
  }

  /** Each test, and each class that failed as a whole. */
  List<String> results() {
    return results;
  }

  List<Throwable> failures() {
    return failures;
  }
}
