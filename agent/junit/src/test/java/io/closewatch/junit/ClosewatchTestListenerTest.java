package io.closewatch.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TestExecutionListener;

/** What the agent is told of the tests that run. */
class ClosewatchTestListenerTest {
  private static final String PREFIX = ClosewatchTestListenerTest.class.getName() + "$";

  private final RecordingAgent agent = new RecordingAgent();
  private final TestReporting reporting =
      new TestReporting(agent, () -> "a listener must not attach");
  private final ClosewatchTestListener listener = new ClosewatchTestListener(reporting);

  private List<String> eventsOf(Class<?> tests) {
    JUnitRun.of(tests, listener);
    return agent.events().stream().map(event -> event.replace(PREFIX, "")).toList();
  }

  static class Plain {
    @BeforeAll
    static void before() {}

    @BeforeEach
    void each() {}

    @Test
    void pays() {}

    @AfterAll
    static void after() {}
  }

  @Test
  void aClassIsAContainerAndItsMethodATest() {
    assertThat(eventsOf(Plain.class))
        .containsExactly(
            "started container Plain",
            "started test Plain.pays()",
            "finished Plain.pays()",
            "finished Plain");
  }

  static class Outer {
    @Nested
    class Inner {
      @Test
      void pays() {}
    }
  }

  @Test
  void nestedClassesAreInTheirOuterOnes() {
    assertThat(eventsOf(Outer.class))
        .containsExactly(
            "started container Outer",
            "started container Outer$Inner",
            "started test Outer$Inner.pays()",
            "finished Outer$Inner.pays()",
            "finished Outer$Inner",
            "finished Outer");
  }

  static class Parameterized {
    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void pays(int amount) {}
  }

  @Test
  void eachRunOfAParameterizedTestHasItsArguments() {
    assertThat(eventsOf(Parameterized.class).stream().filter(event -> event.startsWith("started")))
        .containsExactly(
            "started container Parameterized",
            "started container Parameterized.pays()",
            "started test Parameterized.pays() [1] amount=5",
            "started test Parameterized.pays() [2] amount=7");
  }

  static class Factory {
    @TestFactory
    Stream<DynamicTest> pays() {
      return Stream.of(dynamicTest("in cash", () -> {}), dynamicTest("by card", () -> {}));
    }
  }

  @Test
  void eachTestOfAFactoryHasItsName() {
    assertThat(eventsOf(Factory.class).stream().filter(event -> event.startsWith("started")))
        .containsExactly(
            "started container Factory",
            "started container Factory.pays()",
            "started test Factory.pays() in cash",
            "started test Factory.pays() by card");
  }

  static class LongName {
    @TestFactory
    DynamicTest pays() {
      return dynamicTest("x".repeat(10_000), () -> {});
    }
  }

  @Test
  void aLongNameIsCut() {
    String start = "started test LongName.pays() ";

    assertThat(eventsOf(LongName.class))
        .filteredOn(event -> event.startsWith(start))
        .singleElement()
        .asString()
        .matches(Pattern.quote(start) + "x{100,300}\\.\\.\\.");
  }

  @TestMethodOrder(OrderAnnotation.class)
  static class Failing {
    @Test
    @Order(1)
    void fails() {
      throw new AssertionError("its own failure");
    }

    @Test
    @Order(2)
    void pays() {}
  }

  @Test
  void aTestThatFailsEndsToo() {
    assertThat(eventsOf(Failing.class))
        .containsExactly(
            "started container Failing",
            "started test Failing.fails()",
            "finished Failing.fails()",
            "started test Failing.pays()",
            "finished Failing.pays()",
            "finished Failing");
  }

  @Test
  void withoutAnAgentNothingIsToldAndTestsRun() {
    agent.listen(false);

    JUnitRun run = JUnitRun.of(Plain.class, listener);

    assertThat(run.results()).containsExactly("pays() SUCCESSFUL");
    assertThat(agent.events()).isEmpty();
  }

  @Test
  void aFaultyAgentFailsNoTest() {
    TestAgent faulty =
        new TestAgent() {
          @Override
          public boolean isListening() {
            return true;
          }

          @Override
          public void testStarted(String id, String name, boolean container) {
            throw new NoClassDefFoundError("io/closewatch/Gone");
          }

          @Override
          public void testFinished(String id) {
            throw new IllegalStateException();
          }

          @Override
          public List<String> leaksOf(String id, long graceMillis, List<String> ignores) {
            throw new IllegalStateException();
          }
        };

    JUnitRun run =
        JUnitRun.of(
            Plain.class, new ClosewatchTestListener(new TestReporting(faulty, () -> "not asked")));

    assertThat(run.results()).containsExactly("pays() SUCCESSFUL");
  }

  @Test
  void theJUnitPlatformFindsIt() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .hasAtLeastOneElementOfType(ClosewatchTestListener.class);
  }
}
