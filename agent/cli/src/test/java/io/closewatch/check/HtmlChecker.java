package io.closewatch.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import nu.validator.xml.SystemErrErrorHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The checker that validator.nu and the W3C run. */
final class HtmlChecker {
  private final SimpleDocumentValidator validator = new SimpleDocumentValidator();

  HtmlChecker() throws Exception {
    validator.setUpMainSchema("http://s.validator.nu/html5-all.rnc", new SystemErrErrorHandler());
  }

  /** What is not as the standard wants it. */
  List<String> problems(String page) throws Exception {
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
