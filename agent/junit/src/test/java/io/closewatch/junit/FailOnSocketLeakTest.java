package io.closewatch.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.TestExecutionListener;

/** What fails a test, and what the agent is asked. */
class FailOnSocketLeakTest {
  private static final String PREFIX = FailOnSocketLeakTest.class.getName() + "$";
  private static final String LEAK = "1 socket leaked\n  opened at com.acme.Pay.call(Pay.java:42)";

  private static TestReporting reporting;

  private final RecordingAgent agent = new RecordingAgent();
  private String problem;
  private int attached;

  @BeforeEach
  void reportToTheRecordingAgent() {
    reporting = new TestReporting(agent, this::attach);
  }

  @AfterEach
  void reportToNobody() {
    reporting = null;
  }

  private String attach() {
    attached++;
    agent.listen(problem == null);
    return problem;
  }

  /** Puts the recording agent where the extension looks first. */
  static final class Recorded implements BeforeAllCallback, BeforeEachCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      context
          .getRoot()
          .getStore(FailOnSocketLeakExtension.NAMESPACE)
          .put(TestReporting.class, reporting);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      beforeAll(context);
    }
  }

  private List<String> events() {
    return agent.events().stream().map(event -> event.replace(PREFIX, "")).toList();
  }

  @ExtendWith(Recorded.class)
  @FailOnSocketLeak
  @TestMethodOrder(OrderAnnotation.class)
  static class Pays {
    @Test
    @Order(1)
    void cash() {}

    @Test
    @Order(2)
    void card() {}
  }

  @Test
  void theTestThatLeaksFailsWithTheTextOfTheLeak() {
    agent.leaks(PREFIX + "Pays.card()", LEAK);

    JUnitRun run = JUnitRun.of(Pays.class);

    assertThat(run.results()).containsExactly("cash() SUCCESSFUL", "card() FAILED");
    assertThat(run.failures()).singleElement().isInstanceOf(AssertionError.class);
    assertThat(run.failures().get(0)).hasMessage(LEAK);
  }

  @Test
  void severalLeaksAreCounted() {
    agent.leaks(PREFIX + "Pays.card()", LEAK, "another");

    assertThat(JUnitRun.of(Pays.class).failures().get(0))
        .hasMessage("2 socket leaks of " + PREFIX + "Pays.card():\n\n" + LEAK + "\n\nanother");
  }

  @Test
  void whatTheClassLeavesFailsTheClass() {
    agent.leaks(PREFIX + "Pays", LEAK);

    assertThat(JUnitRun.of(Pays.class).results())
        .containsExactly(
            "cash() SUCCESSFUL", "card() SUCCESSFUL", "FailOnSocketLeakTest$Pays FAILED");
  }

  @Test
  void withoutAListenerTheExtensionTellsWhatRuns() {
    JUnitRun.of(Pays.class);

    assertThat(events())
        .containsExactly(
            "started container Pays",
            "started test Pays.cash()",
            "judged Pays.cash() 2000 []",
            "finished Pays.cash()",
            "started test Pays.card()",
            "judged Pays.card() 2000 []",
            "finished Pays.card()",
            "judged Pays 2000 []",
            "finished Pays");
  }

  @Test
  void withAListenerEachTestIsToldOnceAndJudgedBeforeItsEnd() {
    List<String> alone = eventsOf(Pays.class);
    RecordingAgent second = new RecordingAgent();
    reporting = new TestReporting(second, () -> "not asked");

    JUnitRun.of(Pays.class, new ClosewatchTestListener(reporting));

    assertThat(second.events().stream().map(event -> event.replace(PREFIX, "")))
        .containsExactlyElementsOf(alone);
  }

  private List<String> eventsOf(Class<?> tests, TestExecutionListener... listeners) {
    JUnitRun.of(tests, listeners);
    return events();
  }

  @ExtendWith(Recorded.class)
  @FailOnSocketLeak(graceMillis = 5, ignore = "com.acme.Legacy*")
  static class Settings {
    @Test
    @FailOnSocketLeak(graceMillis = 7)
    void own() {}

    @Nested
    class Inner {
      @Test
      void ofTheOuterClass() {}
    }
  }

  static class Inheriting extends Settings {
    @Test
    void ofTheSuperclass() {}
  }

  @Test
  void theNearestAnnotationCounts() {
    assertThat(eventsOf(Inheriting.class).stream().filter(event -> event.startsWith("judged")))
        .containsExactlyInAnyOrder(
            "judged Inheriting.own() 7 []",
            "judged Inheriting.ofTheSuperclass() 5 [com.acme.Legacy*]",
            "judged Settings$Inner.ofTheOuterClass() 5 [com.acme.Legacy*]",
            "judged Settings$Inner 5 [com.acme.Legacy*]",
            "judged Inheriting 5 [com.acme.Legacy*]");
  }

  @ExtendWith(Recorded.class)
  static class OneMethod {
    @Test
    @FailOnSocketLeak
    void judged() {}

    @Test
    void unjudged() {}
  }

  @Test
  void onAMethodItIsForThisMethodOnly() {
    assertThat(eventsOf(OneMethod.class))
        .containsExactly(
            "started test OneMethod.judged()",
            "judged OneMethod.judged() 2000 []",
            "finished OneMethod.judged()");
  }

  @ExtendWith(Recorded.class)
  @FailOnSocketLeak
  static class Several {
    @RepeatedTest(2)
    void pays() {}

    @TestFactory
    Stream<DynamicTest> makes() {
      return Stream.of(dynamicTest("cash", () -> {}), dynamicTest("card", () -> {}));
    }
  }

  @Test
  void namesAreTheSameAsTheListenersForEveryKindOfTest() {
    List<String> alone = eventsOf(Several.class).stream().sorted().toList();
    RecordingAgent second = new RecordingAgent();
    reporting = new TestReporting(second, () -> "not asked");
    JUnitRun.of(Several.class, new ClosewatchTestListener(reporting));

    assertThat(alone)
        .contains(
            "judged Several.pays() repetition 2 of 2 2000 []",
            "judged Several.makes() card 2000 []",
            "judged Several.makes() 2000 []");
    assertThat(second.events().stream().map(event -> event.replace(PREFIX, "")))
        .containsAll(alone.stream().filter(event -> !event.contains("Several.makes()")).toList())
        .contains("judged Several.makes() card 2000 []", "judged Several.makes() 2000 []");
  }

  @Test
  void aTestOfAFactoryFailsAlone() {
    agent.leaks(PREFIX + "Several.makes() card", LEAK);

    assertThat(JUnitRun.of(Several.class).results())
        .containsExactlyInAnyOrder(
            "repetition 1 of 2 SUCCESSFUL",
            "repetition 2 of 2 SUCCESSFUL",
            "cash SUCCESSFUL",
            "card FAILED");
  }

  @ExtendWith(Recorded.class)
  @FailOnSocketLeak
  static class FailingAnyway {
    @Test
    void fails() {
      throw new IllegalStateException("its own");
    }

    @TestFactory
    DynamicTest makes() {
      return dynamicTest("makes", this::fails);
    }
  }

  @Test
  void aTestThatFailsAnywayKeepsItsFailureBeforeTheLeak() {
    agent.leaks(PREFIX + "FailingAnyway.fails()", LEAK);
    agent.leaks(PREFIX + "FailingAnyway.makes() makes", LEAK);

    assertThat(JUnitRun.of(FailingAnyway.class).failures())
        .hasSize(2)
        .allSatisfy(
            failure -> {
              assertThat(failure).hasMessage("its own");
              assertThat(failure.getSuppressed())
                  .singleElement()
                  .isInstanceOf(AssertionError.class);
            });
  }

  @Test
  void anAgentThatIsNotThereIsAttachedOnce() {
    agent.listen(false);

    assertThat(JUnitRun.of(Pays.class).results())
        .containsExactly("cash() SUCCESSFUL", "card() SUCCESSFUL");
    assertThat(attached).isEqualTo(1);
    assertThat(events()).contains("judged Pays.card() 2000 []");
  }

  @Test
  void oneThatCannotBeAttachedFailsTheClassWithTheReason() {
    agent.listen(false);
    problem = "start it with -javaagent";

    JUnitRun run = JUnitRun.of(Pays.class);

    assertThat(run.results()).containsExactly("FailOnSocketLeakTest$Pays FAILED");
    assertThat(run.failures().get(0))
        .hasMessage("@FailOnSocketLeak cannot judge these tests: start it with -javaagent")
        .hasNoSuppressedExceptions();
  }

  @Test
  void oneThatDoesNotWorkAfterItWasAttachedFailsTheClassToo() {
    agent.listen(false);
    reporting = new TestReporting(agent, () -> null);

    JUnitRun run = JUnitRun.of(Pays.class);

    assertThat(run.results()).containsExactly("FailOnSocketLeakTest$Pays FAILED");
    assertThat(run.failures().get(0)).hasMessageContaining("its standard error says why");
  }
}
