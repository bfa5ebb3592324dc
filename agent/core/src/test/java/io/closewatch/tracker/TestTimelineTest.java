package io.closewatch.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTimelineTest {
  private static final String CLASS = "[engine:junit-jupiter]/[class:com.acme.PayTest]";

  private final List<Long> open = new ArrayList<>();
  private final TestTimeline timeline = timeline(1000);

  private TestTimeline timeline(int maxTests) {
    return new TestTimeline(to -> open.forEach(to::accept), maxTests, 0);
  }

  private void container(String id, String name, String thread, long nanos) {
    timeline.started(id, name, true, thread, nanos);
  }

  private void test(String name, String thread, long start) {
    timeline.started(CLASS + "/" + name, name, false, thread, start);
  }

  private void end(String name, long nanos) {
    timeline.finished(CLASS + "/" + name, nanos);
  }

  private String origin(long nanos, String thread) {
    TestOrigin origin = timeline.originOf(nanos, thread);
    return origin == null ? null : origin.toString();
  }

  @Test
  void nothingIsNamedWhereNoTestEverRan() {
    assertThat(timeline.isEmpty()).isTrue();
    assertThat(origin(5, "main")).isNull();
  }

  @Test
  void aSocketBelongsToTheTestThatRanWhenItWasOpened() {
    test("a", "main", 10);
    end("a", 20);
    test("b", "main", 30);
    end("b", 40);

    assertThat(origin(9, "main")).isNull();
    assertThat(origin(10, "main")).isEqualTo("a");
    assertThat(origin(19, "pool-1")).isEqualTo("a");
    assertThat(origin(20, "main")).isNull();
    assertThat(origin(35, "main")).isEqualTo("b");
    assertThat(origin(99, "main")).isNull();
  }

  @Test
  void aClassHasWhatIsOpenedOutsideOfItsTests() {
    container("[engine:junit-jupiter]", "JUnit Jupiter", "main", 1);
    container(CLASS, "com.acme.PayTest", "main", 5);
    test("a", "main", 10);
    end("a", 20);

    assertThat(origin(7, "main")).isEqualTo("com.acme.PayTest, outside its tests");
    assertThat(origin(7, "pool-1")).isEqualTo("com.acme.PayTest, outside its tests");
    assertThat(origin(15, "main")).isEqualTo("a");
    assertThat(origin(25, "main")).isEqualTo("com.acme.PayTest, outside its tests");
  }

  @Test
  void twoClassesAtOnceCannotBeToldApartOnOtherThreads() {
    container("[engine:junit-jupiter]", "JUnit Jupiter", "main", 1);
    container("[engine:junit-jupiter]/[class:B]", "B", "worker-2", 5);
    container("[engine:junit-jupiter]/[class:A]", "A", "worker-1", 6);

    assertThat(origin(7, "pool-1")).isEqualTo("one of A, outside its tests, B, outside its tests");
    assertThat(origin(7, "worker-2")).isEqualTo("B, outside its tests");
  }

  @Test
  void ofParallelTestsTheOwnThreadIsSureAndOthersAreAmbiguous() {
    for (int i = 1; i <= 5; i++) {
      test("t" + i, "worker-" + i, 10 + i);
    }
    end("t4", 30);
    end("t5", 31);
    end("t3", 40);

    assertThat(origin(20, "worker-2")).isEqualTo("t2");
    assertThat(origin(12, "pool-1")).isEqualTo("one of t1, t2");
    assertThat(origin(20, "pool-1")).isEqualTo("one of t1, t2, t3 and 2 more");
    assertThat(origin(35, "pool-1")).isEqualTo("one of t1, t2, t3");
    assertThat(timeline.originOf(20, "pool-1").ambiguous()).isTrue();
  }

  @Test
  void ofNestedTestsOnOneThreadTheInnermostCounts() {
    test("outer", "worker-1", 10);
    test("stolen", "worker-1", 20);
    end("stolen", 30);

    assertThat(origin(15, "worker-1")).isEqualTo("outer");
    assertThat(origin(25, "worker-1")).isEqualTo("stolen");
    assertThat(origin(35, "worker-1")).isEqualTo("outer");
  }

  @Test
  void aTestToldByTwoListenersIsOne() {
    test("a", "main", 10);
    timeline.started(CLASS + "/a", "the same", false, "other", 11);
    end("a", 20);
    end("a", 30);
    end("never started", 40);

    assertThat(origin(15, "main")).isEqualTo("a");
    assertThat(origin(15, "other")).isEqualTo("a");
    assertThat(origin(25, "main")).isNull();
  }

  @Test
  void aTestThatRunsAgainIsFoundAsItsLastRun() {
    test("a", "main", 10);
    TestRun first = timeline.find(CLASS + "/a");
    end("a", 20);
    assertThat(timeline.find(CLASS + "/a")).isSameAs(first);
    test("a", "main", 30);

    assertThat(timeline.find(CLASS + "/a")).isNotNull().isNotSameAs(first);
    assertThat(timeline.find("unknown")).isNull();
    assertThat(timeline.isOf(first, 15, "main")).isTrue();
    assertThat(timeline.isOf(first, 35, "main")).isFalse();
  }

  @Test
  void aTestAnswersForOtherThreadsOnlyIfNoTestEverRanBesideIt() {
    test("alone", "main", 10);
    end("alone", 20);
    test("early", "worker-1", 30);
    test("late", "worker-2", 40);
    end("early", 50);
    TestRun alone = timeline.find(CLASS + "/alone");
    TestRun early = timeline.find(CLASS + "/early");

    assertThat(timeline.isOf(alone, 15, "pool-1")).isTrue();
    assertThat(timeline.isOf(early, 35, "worker-1")).isTrue();
    assertThat(timeline.isOf(early, 35, "pool-1")).isFalse();
    assertThat(timeline.isOf(early, 45, "worker-2")).isFalse();
    assertThat(timeline.isOf(timeline.find(CLASS + "/late"), 55, "pool-1")).isFalse();
  }

  @Test
  void aClassAnswersForWhatNoTestOfItHasOpened() {
    container(CLASS, "com.acme.PayTest", "main", 5);
    test("a", "main", 10);
    end("a", 20);
    TestRun all = timeline.find(CLASS);

    assertThat(timeline.isOf(all, 7, "main")).isTrue();
    assertThat(timeline.isOf(all, 7, "pool-1")).isTrue();
    assertThat(timeline.isOf(all, 15, "main")).isFalse();
    assertThat(timeline.isOf(all, 15, "pool-1")).isFalse();
  }

  @Test
  void remembersTheTestsOfOpenSocketsAndForgetsTheRestOldestFirst() {
    TestTimeline small = timeline(100);
    open.add(105L);
    for (int i = 1; i <= 10_000; i++) {
      small.started("t" + i, "t" + i, false, "main", i * 10);
      small.finished("t" + i, i * 10 + 9);
    }

    assertThat(small.originOf(105, "main")).isEqualTo(new TestOrigin("t10", false));
    assertThat(small.originOf(100_005, "main")).isEqualTo(new TestOrigin("t10000", false));
    assertThat(small.originOf(99_505, "main")).isEqualTo(new TestOrigin("t9950", false));
    assertThat(small.size()).isBetween(100, 200);
  }

  @Test
  void whatIsForgottenForWantOfRoomIsNotMistakenForAnother() {
    TestTimeline small = timeline(10);
    small.started("class", "com.acme.PayTest", true, "main", 1);
    for (int i = 1; i <= 100; i++) {
      small.started("t" + i, "t" + i, false, "main", i * 10);
      open.add(i * 10L + 5);
      small.finished("t" + i, i * 10 + 9);
      open.add(i * 10L + 9);
    }

    assertThat(small.size()).isLessThanOrEqualTo(20);
    for (int i = 1; i <= 100; i++) {
      TestOrigin origin = small.originOf(i * 10 + 5, "main");
      assertThat(origin).isIn(null, new TestOrigin("t" + i, false));
    }
    assertThat(small.originOf(1005, "main")).isEqualTo(new TestOrigin("t100", false));
  }

  @Test
  void longNamesAreCut() {
    test("x".repeat(10_000), "main", 10);
    timeline.started("no name", "", false, "other", 10);

    assertThat(origin(10, "main")).hasSize(503).endsWith("x...");
    assertThat(origin(10, "other")).isEqualTo("no name");
  }
}
