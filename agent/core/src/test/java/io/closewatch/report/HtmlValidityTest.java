package io.closewatch.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nu.validator.validation.SimpleDocumentValidator;
import nu.validator.xml.SystemErrErrorHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** Asks the checker that validator.nu and the W3C run. */
class HtmlValidityTest {
  private static final String SCHEMA = "http://s.validator.nu/html5-all.rnc";

  private static SimpleDocumentValidator validator;

  @BeforeAll
  static void loadSchema() throws Exception {
    validator = new SimpleDocumentValidator();
    validator.setUpMainSchema(SCHEMA, new SystemErrErrorHandler());
  }

  static Stream<Arguments> reports() {
    return Stream.of(
        Arguments.argumentSet("leaks", HtmlSamples.leaks()),
        Arguments.argumentSet("clean", HtmlSamples.clean()),
        Arguments.argumentSet("evil", HtmlSamples.evil()),
        Arguments.argumentSet("every kind", TextReportTest.everyKind()),
        Arguments.argumentSet("large", HtmlSamples.large(1_500, 1_500)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void thePageIsValidHtml(Report report) throws Exception {
    assertThat(problems(new HtmlReport().render(report))).isEmpty();
  }

  @Test
  void theCheckerFindsWhatIsWrong() throws Exception {
    String page = new HtmlReport().render(HtmlSamples.clean()).replace("</h1>", "<li></h1>");

    assertThat(problems(page)).isNotEmpty();
  }

  private static List<String> problems(String page) throws Exception {
    Problems problems = new Problems();
    validator.setUpValidatorAndParsers(problems, false, false);
    validator.checkHtmlInputSource(new InputSource(new ByteArrayInputStream(page.getBytes(UTF_8))));
    return problems.texts;
  }

  private static final class Problems implements ErrorHandler {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void warning(SAXParseException problem) {
      error(problem);
    }

    @Override
    public void error(SAXParseException problem) {
      texts.add(
          problem.getLineNumber() + ":" + problem.getColumnNumber() + " " + problem.getMessage());
    }

    @Override
    public void fatalError(SAXParseException problem) {
      error(problem);
    }
  }
}
