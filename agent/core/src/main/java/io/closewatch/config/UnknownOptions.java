package io.closewatch.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Warns of names that are no option. */
final class UnknownOptions {
  private static final int MISSPELLING = 2;
  // CLOSEWATCH_JAR is no misspelling of "jmx", although it is two letters away.
  private static final int SHORT_NAME = 4;

  /** Adds a warning for each of {@code names} that is no option. */
  static void among(Collection<String> names, Layer layer, List<String> warnings) {
    for (String name : names) {
      if (!isOption(name)) {
        warnings.add(warning(name, layer, NearestName.of(name)));
      }
    }
  }

  /**
   * Adds a warning for each full name with our prefix that is nearly an option. Names of others may
   * share the prefix in the environment of a whole machine (a CLOSEWATCH_JAR in a Dockerfile), and
   * a healthy start is silent: what is not near is left alone.
   */
  static void nearlyAmong(Collection<String> fullNames, Layer layer, List<String> warnings) {
    boolean variables = layer == Layer.ENVIRONMENT;
    String prefix = variables ? Option.ENVIRONMENT_PREFIX : Option.PROPERTY_PREFIX;
    for (String name : fullNames) {
      if (name.startsWith(prefix) && !isFullName(name)) {
        String bare = name.substring(prefix.length());
        String nearest = nearlyOption(variables ? bare.replace("_", "") : bare);
        if (nearest != null) {
          warnings.add(warning(name, layer, nearest));
        }
      }
    }
  }

  private static @Nullable String nearlyOption(String bare) {
    String nearest = NearestName.of(bare);
    if (nearest == null || nearest.length() <= SHORT_NAME) {
      return null;
    }
    int distance =
        NearestName.distance(bare.toLowerCase(Locale.ROOT), nearest.toLowerCase(Locale.ROOT));
    return distance <= MISSPELLING ? nearest : null;
  }

  private static boolean isOption(String name) {
    for (Option<?> option : Options.all()) {
      if (option.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFullName(String name) {
    for (Option<?> option : Options.all()) {
      if (name.equals(option.propertyName()) || name.equals(option.environmentName())) {
        return true;
      }
    }
    return false;
  }

  private static String warning(String name, Layer layer, @Nullable String nearest) {
    StringBuilder text =
        new StringBuilder("unknown option \"").append(name).append("\" (").append(layer.label());
    if (nearest != null) {
      return text.append("): did you mean ").append(nearest).append('?').toString();
    }
    text.append("): it is ignored; the options are");
    String separator = " ";
    for (Option<?> option : Options.all()) {
      text.append(separator).append(option.name());
      separator = ", ";
    }
    return text.toString();
  }

  private UnknownOptions() {}
}
