package io.closewatch.config;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named texts from outside: system properties or the environment. What a security manager hides is
 * absent.
 */
abstract class TextSource {

  static final TextSource PROPERTIES =
      new TextSource() {
        @Override
        @Nullable String get(String name) {
          try {
            return System.getProperty(name);
          } catch (SecurityException hidden) {
            return null;
          }
        }

        @Override
        Collection<String> names() {
          try {
            return System.getProperties().stringPropertyNames();
          } catch (SecurityException hidden) {
            return Collections.emptyList();
          }
        }
      };

  static final TextSource ENVIRONMENT =
      new TextSource() {
        @Override
        @Nullable String get(String name) {
          try {
            return System.getenv(name);
          } catch (SecurityException hidden) {
            return null;
          }
        }

        @Override
        Collection<String> names() {
          try {
            return System.getenv().keySet();
          } catch (SecurityException hidden) {
            return Collections.emptyList();
          }
        }
      };

  static TextSource of(Map<String, String> texts) {
    return new TextSource() {
      @Override
      @Nullable String get(String name) {
        return texts.get(name);
      }

      @Override
      Collection<String> names() {
        return texts.keySet();
      }
    };
  }

  abstract @Nullable String get(String name);

  /** All names, or none where they cannot be listed. */
  abstract Collection<String> names();
}
