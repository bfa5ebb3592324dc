package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
  private final Lines lines = new Lines();

  @Test
  void wrapsProseBelowItsBeginning() {
    lines.prose("Why: ", "abcd ".repeat(20).trim());

    assertThat(lines).hasToString("Why: " + "abcd ".repeat(19).trim() + "\n     abcd\n");
  }

  @Test
  void staysBelowHundredColumns() {
    lines.prose("", "a".repeat(50) + " " + "b".repeat(48));
    lines.prose("", "a".repeat(50) + " " + "b".repeat(49));

    assertThat(lines)
        .hasToString(
            "a".repeat(50)
                + " "
                + "b".repeat(48)
                + "\n"
                + "a".repeat(50)
                + "\n"
                + "b".repeat(49)
                + "\n");
  }

  @Test
  void breaksAWordThatFitsOnNoLine() {
    lines.prose("- ", "x".repeat(150));

    assertThat(lines).hasToString("- " + "x".repeat(97) + "\n  " + "x".repeat(53) + "\n");
  }

  @Test
  void neverCutsALocation() {
    String location = "com." + "x".repeat(120) + ".call(X.java:1)";

    lines.prose("  - ", "closed at " + location + " by main");
    lines.location("   at ", location);

    assertThat(lines)
        .hasToString("  - closed at\n" + location + "\n    by main\n   at\n" + location + "\n");
  }

  @Test
  void putsALocationBelowItsLabelIfItFitsOnlyThere() {
    String location = "com." + "x".repeat(75) + ".call(X.java:1)";

    lines.location("   accepted at ", location);

    assertThat(lines).hasToString("   accepted at\n     " + location + "\n");
  }

  @Test
  void putsANoteBehindALocationIfItFitsElseBelow() {
    lines.location("     > at ", "a.B.c(B.java:1)", "(lib-1.jar)");
    lines.location("     > at ", "a.B.c(B.java:1)", "");
    lines.location("     > at ", "com." + "x".repeat(66) + ".call(X.java:1)", "(lib-1.jar)");

    assertThat(lines)
        .hasToString(
            "     > at a.B.c(B.java:1) (lib-1.jar)\n"
                + "     > at a.B.c(B.java:1)\n"
                + "     > at com."
                + "x".repeat(66)
                + ".call(X.java:1)\n"
                + "       (lib-1.jar)\n");
  }

  @Test
  void keepsBlanksInLocationsAndInJavaOnOneLine() {
    String kotlin = "com.acme.Test.reads the end of the stream(Test.kt:7)";

    lines.prose("", "y".repeat(60) + " in " + Lines.unbroken(kotlin));
    lines.prose("", "z".repeat(90) + " try { ... }");
    lines.prose("", "z".repeat(85) + " a.B.c(Unknown Source) at the end");

    assertThat(lines)
        .hasToString(
            "y".repeat(60)
                + " in\n"
                + kotlin
                + "\n"
                + "z".repeat(90)
                + " try\n{ ... }\n"
                + "z".repeat(85)
                + "\na.B.c(Unknown Source) at the end\n");
  }

  @Test
  void printsOnlyAsciiAndNoControlCharacters() {
    lines.prose("", "a\nb\u001b[2Jc \u202ed \u00e9");
    lines.location("at ", "a\r\nb(X.java:1)");

    assertThat(lines).hasToString("a?b?[2Jc ?d \\u00e9\nat a??b(X.java:1)\n");
  }
}
