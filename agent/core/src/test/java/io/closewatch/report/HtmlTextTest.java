package io.closewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a<b>c&d\"e'f, a&lt;b&gt;c&amp;d&quot;e&#39;f",
        "Caf\u00e9 \ud83d\ude00, Caf&#233; &#128512;",
        "a\u0000b\u001b[2J\u0085, a?b?[2J?",
        "x\u202ey\u2028z\ufeff, x\\u202ey\\u2028z\\ufeff",
        "\ud83d alone, \\ud83d alone",
        "\uffff\ue000, \\uffff\\ue000",
        "no\u00a0break, no break"
      })
  void staysTextAndAscii(String text, String html) {
    assertThat(escaped(text)).isEqualTo(html);
  }

  @Test
  void endsWhereItIsTooLong() {
    assertThat(escaped("<".repeat(3_000))).isEqualTo("&lt;".repeat(2_000) + "...");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    HtmlText.append(text, out);
    return out.toString();
  }
}
