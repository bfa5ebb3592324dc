package io.closewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.bootstrap.SocketHooks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootClassesTest {

  @Test
  void definesEveryClassOfTheBootPackage() throws IOException, URISyntaxException {
    Path classes = Path.of(SocketHooks.class.getResource("SocketHooks.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(classes)) {
      Set<String> compiled =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .collect(Collectors.toSet());

      assertThat(Set.of(BootClasses.NAMES)).isEqualTo(compiled);
    }
  }
}
