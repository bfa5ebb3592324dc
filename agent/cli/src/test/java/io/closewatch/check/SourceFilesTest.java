package io.closewatch.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.tracker.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFilesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "src/main/java/com/acme/Pay.java, com.acme.Pay, Pay.java",
    "src/test/kotlin/com/acme/Pay.kt, com.acme.PayKt, Pay.kt",
    "shop/src/main/scala/com/acme/Pay.scala, com.acme.Pay$, Pay.scala",
    "a/b/src/it/groovy/Pay.groovy, Pay, Pay.groovy",
    "src/main/java/com/acme/Pay.java, com.acme.Pay$1, Pay.java",
    "src/main/java/com/acme/Pay.java, com.acme.Pay$$Lambda$14/0x00007f0001, Pay.java",
  })
  void aClassIsFoundInTheFoldersOfItsPackageInAnyModule(String path, String type, String file)
      throws IOException {
    write(path, "");

    assertThat(find(type, file)).isEqualTo(path);
  }

  @Test
  void productionCodeAndTheRootModuleComeFirst() throws IOException {
    write("z/src/main/java/com/acme/Pay.java", "");
    write("a/src/test/java/com/acme/Pay.java", "");
    write("a/src/main/java/com/acme/Pay.java", "");

    assertThat(find("com.acme.Pay", "Pay.java")).isEqualTo("a/src/main/java/com/acme/Pay.java");
    write("src/test/java/com/acme/Pay.java", "");
    assertThat(find("com.acme.Pay", "Pay.java")).isEqualTo("src/test/java/com/acme/Pay.java");
  }

  @Test
  void kotlinMayLeaveLeadingPackagesOut() throws IOException {
    write("src/main/kotlin/net/Client.kt", "// x\n@file:JvmName(\"C\")\npackage com.acme.net\n");
    write("src/main/kotlin/db/Client.kt", "package com.acme.db;\n");

    assertThat(find("com.acme.net.Client", "Client.kt")).isEqualTo("src/main/kotlin/net/Client.kt");
    assertThat(find("com.acme.db.Client", "Client.kt")).isEqualTo("src/main/kotlin/db/Client.kt");
  }

  @Test
  void aFileOfTheSameNameInAnotherPackageIsNotTheOne() throws IOException {
    write("src/main/kotlin/net/Client.kt", "package com.acme.net\n");

    assertThat(find("okhttp3.Client", "Client.kt")).isNull();
    assertThat(find("Client", "Client.kt")).isNull();
  }

  @Test
  void twoFilesOfOnePackageAndNameAreAmbiguous() throws IOException {
    write("src/main/kotlin/a/Client.kt", "package com.acme\n");
    write("src/main/kotlin/b/Client.kt", "package com.acme\n");

    assertThat(find("com.acme.Client", "Client.kt")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Pay, ../../../../../secret.txt",
    "com.acme.Pay, /etc/passwd",
    "com.acme.Pay, ..",
    "com.acme.Pay, .",
    "..........Pay, secret.txt",
    "'com.\\..\\..Pay', secret.txt",
    "'com./etc/.Pay', passwd",
  })
  void noNameLeadsOutOfTheRoots(String type, String file) throws IOException {
    write("secret.txt", "");
    write("src/main/java/com/acme/Pay.java", "");

    assertThat(find(type, file)).isNull();
  }

  @Test
  void aNameThatNoFileCanHaveIsNotFound() throws IOException {
    write("src/main/java/com/acme/Pay.java", "");

    assertThat(find("com.acme.\0.Pay", "Pay.java")).isNull();
    assertThat(find("com.acme.Pay", "Pay.java\0")).isNull();
  }

  @Test
  void whatIsBuiltOrHiddenIsNotSource() throws IOException {
    write("target/x/src/main/java/com/acme/Pay.java", "");
    write(".git/src/main/java/com/acme/Pay.java", "");

    assertThat(find("com.acme.Pay", "Pay.java")).isNull();
  }

  @Test
  void anotherRootMayBeNamedAlsoOutsideOfTheProject() throws IOException {
    write("lib/code/com/acme/Pay.java", "");
    Frame frame = new Frame("com.acme.Pay", "call", "Pay.java", -1);

    SourceLine outside =
        new SourceFiles(dir.resolve("project"), List.of(dir.resolve("lib/code"))).of(frame);
    SourceLine inside = new SourceFiles(dir, List.of(Path.of("lib/code"))).of(frame);

    assertThat(outside.path()).isEqualTo(dir.resolve("lib/code/com/acme/Pay.java").toString());
    assertThat(outside.isInProject()).isFalse();
    assertThat(inside.path()).isEqualTo("lib/code/com/acme/Pay.java");
    assertThat(inside.line()).isEqualTo(1);
  }

  private String find(String type, String file) {
    SourceFiles sources = new SourceFiles(dir, SourceFiles.defaultRoots(dir));
    SourceLine line = sources.of(new Frame(type, "call", file, 42));
    return line == null ? null : line.path();
  }

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
