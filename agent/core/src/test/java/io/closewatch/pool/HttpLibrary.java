package io.closewatch.pool;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of one HTTP client, in a class loader of their own. */
final class HttpLibrary {
  static URLClassLoader load(String set) {
    try (Stream<Path> jars = Files.list(Path.of("target", "httpclients", set))) {
      List<URL> urls = jars.map(HttpLibrary::url).toList();
      return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private HttpLibrary() {}
}
