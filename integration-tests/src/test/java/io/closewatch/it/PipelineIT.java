package io.closewatch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The pipelines of the README: their shell lines are run in the project with the leak, fail, and
 * leave each file that the pipeline then hands to its server.
 */
class PipelineIT {

  @Test
  void jenkins() throws Exception {
    String text = String.join("\n", Readme.block("ci: Jenkinsfile").toList());

    LeakyProject project =
        failing(
            strings(text, "\\bsh '([^']+)'"),
            strings(text, "\\b(?:junit|pattern:|archiveArtifacts) '([^']+)'"),
            4);

    assertThat(project.copy().read("target/closewatch/TEST-closewatch.xml"))
        .contains("classname=\"com.acme.shop.PriceFeed\"", "failures=\"1\"");
  }

  @Test
  void gitHub() throws Exception {
    Map<?, ?> workflow = yaml("ci: .github/workflows/test.yml");
    List<String> shell = new ArrayList<>();
    List<String> published = new ArrayList<>();
    for (Object step : (List<?>) at(workflow, "jobs", "test", "steps")) {
      collect(step, "run", shell);
      if (((Map<?, ?>) step).get("with") instanceof Map<?, ?> with) {
        collect(with, "sarif_file", published);
        collect(with, "path", published);
      }
    }

    LeakyProject project = failing(shell, published, 2);

    assertThat(project.copy().read("summary.md")).contains("1 new leak in 2 reports");
    assertThat(project.copy().read("out.txt"))
        .contains(
            "\n::error file=src/main/java/com/acme/shop/PriceFeed.java,line="
                + project.number()
                + ",title=Socket leak (NOT_CLOSED)::");
  }

  @Test
  void gitLab() throws Exception {
    Map<?, ?> job = (Map<?, ?>) yaml("ci: .gitlab-ci.yml").get("test");
    List<String> shell = new ArrayList<>();
    List<String> published = new ArrayList<>();
    collect(job, "script", shell);
    collect(at(job, "artifacts"), "paths", published);
    collect(at(job, "artifacts", "reports"), "codequality", published);
    collect(at(job, "artifacts", "reports"), "junit", published);

    LeakyProject project = failing(shell, published, 4);

    assertThat(project.copy().read("target/closewatch/gl-code-quality-report.json"))
        .contains("\"src/main/java/com/acme/shop/PriceFeed.java\"");
  }

  /** Runs the lines, and looks for the files. */
  private static LeakyProject failing(List<String> shell, List<String> published, int files)
      throws Exception {
    assertThat(shell).hasSize(1);
    LeakyProject project = new LeakyProject(shell.get(0));
    Output output = project.fails("(Exit value: 1)");
    assertThat(output.stdout()).as(output.text()).contains(LeakyProject.VERDICT);
    Files.write(project.copy().file("out.txt"), output.stdout());
    assertThat(published)
        .hasSize(files)
        .allSatisfy(name -> assertThat(exists(project, name)).isTrue());
    return project;
  }

  private static boolean exists(LeakyProject project, String glob) throws Exception {
    Path root = project.copy().file("");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (Stream<Path> all = Files.walk(root)) {
      return all.anyMatch(path -> matcher.matches(root.relativize(path)));
    }
  }

  /** All that the only group finds, lists of names taken apart. */
  private static List<String> strings(String text, String regex) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .flatMap(match -> Arrays.stream(match.group(1).split(", ")))
        .toList();
  }

  private static Map<?, ?> yaml(String comment) throws Exception {
    String text = String.join("\n", Readme.block(comment).toList());
    return (Map<?, ?>) new Yaml().load(text);
  }

  private static Object at(Object node, String... keys) {
    Object found = node;
    for (String key : keys) {
      found = ((Map<?, ?>) found).get(key);
      assertThat(found).as(key).isNotNull();
    }
    return found;
  }

  /** One text, or a list of them, if there is any. */
  private static void collect(Object node, String key, List<String> to) {
    Object value = ((Map<?, ?>) node).get(key);
    if (value instanceof List<?> list) {
      list.forEach(item -> to.add((String) item));
    } else if (value instanceof String text) {
      to.add(text);
    }
  }
}
