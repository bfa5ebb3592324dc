package io.closewatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.report.Library;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file:/opt/app/lib/acme-http-1.9.0.jar | acme-http 1.9.0 (acme-http-1.9.0.jar)
          file:/opt/app/lib/acme-http-1.9.0-SNAPSHOT.jar | acme-http 1.9.0-SNAPSHOT (acme-http-1.9.0-SNAPSHOT.jar)
          file:/x/log4j-1.2-api-2.17.1.jar | log4j-1.2-api 2.17.1 (log4j-1.2-api-2.17.1.jar)
          file:/x/guava-31.1-jre.jar | guava 31.1-jre (guava-31.1-jre.jar)
          jar:file:/app.jar!/BOOT-INF/lib/acme-http-2.0.jar!/ | acme-http 2.0 (acme-http-2.0.jar)
          jar:nested:/app.jar/!BOOT-INF/lib/acme-http-2.0.jar!/ | acme-http 2.0 (acme-http-2.0.jar)
          vfs:/content/shop.war/WEB-INF/lib/acme-http-2.0.jar/ | acme-http 2.0 (acme-http-2.0.jar)
          file:/C:\\apps\\acme-http-2.0.jar | acme-http 2.0 (acme-http-2.0.jar)
          file:/x/my%20lib+a-2.0.JAR | my lib+a 2.0 (my lib+a-2.0.JAR)
          file:/x/broken%zz-2.0.jar | broken%zz 2.0 (broken%zz-2.0.jar)
          file:/x/service.war | service 7 (service.war)
          file:/x/-1.jar | -1 7 (-1.jar)
          """)
  void readsJarNameAndVersion(String url, String library) {
    assertThat(JarNames.library(url, () -> "7")).hasToString(library);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:/home/me/shop/target/classes/",
        "jar:file:/app.jar!/BOOT-INF/classes!/",
        "jrt:/java.base",
        "file:/x/.jar",
        "/",
        ""
      })
  void saysNothingOfDirectoriesAndTheJdk(String url) {
    assertThat(JarNames.library(url, () -> "7")).isNull();
  }

  @Test
  void asksForTheVersionOfThePackageOnlyIfTheNameHasNone() {
    assertThat(JarNames.library("file:/x/acme.jar", () -> null)).hasToString("acme (acme.jar)");
    assertThat(
            JarNames.library(
                "file:/x/acme-1.jar",
                () -> {
                  throw new AssertionError("asked");
                }))
        .extracting(Library::version)
        .isEqualTo("1");
  }

  @Test
  void findsTheJarOfALoadedClass() {
    assertThat(JarNames.libraryOf(Assertions.class).jar()).matches("assertj-core-[\\d.]+\\.jar");
    assertThat(JarNames.libraryOf(String.class)).isNull();
    assertThat(JarNames.libraryOf(JarNamesTest.class)).isNull();
  }
}
