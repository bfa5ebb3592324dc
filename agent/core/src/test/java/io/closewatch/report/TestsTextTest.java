package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.TestCount;
import io.closewatch.tracker.TestOrigin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestsTextTest {

  private static TestCount test(String name, boolean ambiguous, long count) {
    return new TestCount(new TestOrigin(name, ambiguous), count);
  }

  @Test
  void saysInWhichTestAndHowSureThatIs() {
    assertThat(
            TestsText.clauses(
                "NOT_CLOSED",
                List.of(
                    test("com.acme.PayTest.pays()", false, 3),
                    test("A, B", true, 2),
                    test("com.acme.PayTest, outside its tests", false, 1))))
        .containsExactly(
            "opened in test com.acme.PayTest.pays() x3",
            "opened while several tests ran, one of: A, B x2",
            "opened in test com.acme.PayTest, outside its tests");
  }

  @Test
  void connectionsOfPoolsWereLeased() {
    assertThat(TestsText.clauses("LEASE_NOT_RETURNED", List.of(test("A.a()", false, 2))))
        .containsExactly("leased in test A.a() x2");
  }

  @Test
  void ofManyTestsTheFirstFiveAreNamed() {
    List<TestCount> tests = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      tests.add(test("t" + i, false, 2));
    }

    assertThat(TestsText.clauses("NOT_CLOSED", tests))
        .hasSize(6)
        .endsWith("opened in test t5 x2", "opened in 7 more tests x14");
  }

  @Test
  void withoutTestsThereIsNothingToSay() {
    assertThat(TestsText.clauses("NOT_CLOSED", List.of())).isEmpty();
  }
}
