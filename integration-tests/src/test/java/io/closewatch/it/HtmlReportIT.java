package io.closewatch.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The HTML report in a browser: with its script, without scripts, and as Jenkins serves it. */
@Execution(ExecutionMode.SAME_THREAD)
class HtmlReportIT {
  private static final Path CORE = Build.root().resolve("agent/core/target");
  private static final String EVIL = "</script><img src=x onerror=alert(1)>";
  private static final String NO_COLOR = "rgba(0, 0, 0, 0)";

  /** What Jenkins sends with every file of a build, unless told otherwise. */
  private static final String JENKINS =
      "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

  private static @Nullable Browser browser;
  private static @Nullable HttpServer server;
  private static Path pages = Path.of("");

  @BeforeAll
  static void serve() throws Exception {
    browser = Browser.find();
    assumeTrue(browser != null, "no Chromium on the PATH");
    pages = Build.newDirectory("html");
    writePages();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", HtmlReportIT::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void sortsFiltersAndFoldsUnderItsOwnPolicy() throws Exception {
    Browser.Page page = open("own/leaks.html");
    Map<String, String> facts = facts(page);

    assertThat(facts)
        .containsEntry("title", "LEAK - com.acme.Main - closewatch")
        .containsEntry("tools", "true")
        .containsEntry("unfolds", "true")
        .containsEntry("most opened", "com.acme.Server.acceptLoop(Server.java:31)")
        .containsEntry("least opened", "com.acme.Feed.connect(Feed.java:58)")
        .containsEntry("first by name", "com.acme.Crawler.fetch(Crawler.java:42)")
        .containsEntry("folded", "0")
        .containsEntry("unfolded", "0")
        .containsEntry("filtered lines", "1")
        .containsEntry(
            "filter says", "shown: findings " + facts.get("filtered findings") + ", lines 1");
    assertThat(Integer.parseInt(facts.get("filtered findings"))).isBetween(1, 5);
    assertThat(facts.get("background")).isNotEqualTo(NO_COLOR);
    assertThat(page.log()).doesNotContainIgnoringCase("content security policy");
  }

  @Test
  void isCompleteWithoutScripts() throws Exception {
    Map<String, String> facts = facts(open("noscript/leaks.html"));

    isComplete(facts);
    assertThat(facts.get("background")).isNotEqualTo(NO_COLOR);
  }

  @Test
  void isCompleteAsJenkinsServesIt() throws Exception {
    Browser.Page page = open("jenkins/leaks.html");

    isComplete(facts(page));
    assertThat(facts(page)).containsEntry("background", NO_COLOR); // no style has been let through
    assertThat(page.log()).containsIgnoringCase("content security policy"); // is where it is told
  }

  private static void isComplete(Map<String, String> facts) {
    assertThat(facts).containsEntry("tools", "false").containsEntry("unfolds", "true");
    assertThat(facts.get("heading"))
        .startsWith("LEAK - ")
        .contains("com.acme.Crawler.fetch(Crawler.java:42)");
    assertThat(Integer.parseInt(facts.get("picture"))).isPositive();
    assertThat(facts.get("text"))
        .contains("Open sockets", "NOT_CLOSED", "Fix:", "com.acme.Feed.connect(Feed.java:58)")
        .contains("PoolingHttpClientConnectionManager-1", "CLOSE_WAIT", "closeWaitGrace");
  }

  @Test
  void markupInNamesIsShownAndDoesNothing() throws Exception {
    Browser.Page page = open("own/evil.html");

    assertThat(facts(page))
        .containsEntry("title", "LEAK - " + EVIL + " - closewatch")
        .containsEntry("title after use", "LEAK - " + EVIL + " - closewatch")
        .containsEntry("images", "0")
        .containsEntry("images after use", "0")
        .containsEntry("scripts", "1")
        .containsEntry("tools", "true");
    assertThat(facts(page).get("text")).contains("process 1", EVIL);
    assertThat(page.log()).doesNotContainIgnoringCase("content security policy");
  }

  @Test
  void fitsOnANarrowScreen() throws Exception {
    assertThat(facts(open("own/leaks.html"))).containsEntry("width at 400", "400");
    assertThat(facts(open("own/evil.html"))).containsEntry("width at 400", "400");
  }

  @Test
  void isDarkWhereTheReaderPrefersThat() throws Exception {
    String light = facts(open("own/clean.html")).get("background");
    String dark =
        facts(open("own/clean.html", "--blink-settings=preferredColorScheme=0")).get("background");

    assertThat(brightness(light)).isGreaterThan(3 * 200);
    assertThat(brightness(dark)).isLessThan(3 * 50);
  }

  private static int brightness(String color) {
    return Pattern.compile("\\d+")
        .matcher(color)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .sum();
  }

  private static Browser.Page open(String page, String... arguments) throws Exception {
    String address = "http://127.0.0.1:" + requireNonNull(server).getAddress().getPort();
    return requireNonNull(browser).open(address + "/probe.html?page=" + page, arguments);
  }

  /** What browser/probe.html wrote down. */
  private static Map<String, String> facts(Browser.Page page) {
    Matcher result =
        Pattern.compile("<pre id=\"result\">(.*?)</pre>", Pattern.DOTALL).matcher(page.dom());
    assertThat(result.find()).as(page.log()).isTrue();
    String text = result.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Map<String, String> facts = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    assertThat(facts).as(page.log()).containsKey("width at 400"); // the last one
    return facts;
  }

  /** The pages of the reports that the unit tests of the renderer use. */
  private static void writePages() throws IOException, InterruptedException {
    Path tests = CORE.resolve("test-classes");
    assertThat(tests).as("the compiled tests of agent/core").isDirectory();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                CORE.resolve("classes") + ":" + tests,
                "io.closewatch.report.HtmlSamples",
                pages.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** {@code /policy/page}, or the page that looks at it. */
  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String name = path.substring(path.lastIndexOf('/') + 1);
      byte[] body = name.equals("probe.html") ? probe() : page(name);
      if (path.startsWith("/jenkins/")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", JENKINS);
      } else if (path.startsWith("/noscript/")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", "script-src 'none'");
      }
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] page(String name) throws IOException {
    Path file = pages.resolve(name);
    return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static byte[] probe() throws IOException {
    try (InputStream in = HtmlReportIT.class.getResourceAsStream("/browser/probe.html")) {
      return requireNonNull(in).readAllBytes();
    }
  }
}
