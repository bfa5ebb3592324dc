package io.closewatch.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the layers into a {@link Config}. Never throws: what it cannot use becomes a warning. */
final class ConfigLoader {
  private final TextSource properties;
  private final TextSource environment;
  private final List<String> warnings = new ArrayList<>();
  private final Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);

  ConfigLoader(TextSource properties, TextSource environment) {
    this.properties = properties;
    this.environment = environment;
  }

  Config load(@Nullable String argument) {
    readArgument(argument);
    readAmbient();
    readFile();
    return config();
  }

  /** What is wrong with the argument alone; reads no file. */
  List<String> check(@Nullable String argument) {
    readArgument(argument);
    return config().warnings();
  }

  private Config config() {
    Map<Option<?>, Setting<?>> settings = new LinkedHashMap<>();
    for (Option<?> option : Options.all()) {
      settings.put(option, setting(option));
    }
    return new Config(
        settings,
        warnings,
        properties.get("java.io.tmpdir"),
        new Placeholders(System.currentTimeMillis(), environment));
  }

  private <T> Setting<T> setting(Option<T> option) {
    for (Map.Entry<Layer, Map<String, String>> layer : layers.entrySet()) {
      String text = layer.getValue().get(option.name());
      if (text != null) {
        try {
          Setting<T> setting = new Setting<>(option.type().parse(text), layer.getKey());
          for (String remark : option.type().remarks(text)) {
            warnings.add(where(option, layer.getKey()) + remark);
          }
          return setting;
        } catch (IllegalArgumentException e) {
          warnings.add(badValue(option, text, layer.getKey(), e));
          break;
        }
      }
    }
    return new Setting<>(option.defaultValue(), Layer.DEFAULT);
  }

  private static String badValue(
      Option<?> option, String text, Layer layer, IllegalArgumentException e) {
    String kept = option.defaultText().isEmpty() ? "nothing" : option.defaultText();
    return where(option, layer)
        + "\""
        + text
        + "\" is no value, it "
        + e.getMessage()
        + "; the default is kept: "
        + kept;
  }

  private static String where(Option<?> option, Layer layer) {
    return "option " + option.name() + " (" + layer.label() + "): ";
  }

  private void readArgument(@Nullable String argument) {
    Map<String, String> pairs =
        argument == null ? Collections.<String, String>emptyMap() : ArgumentParser.parse(argument);
    UnknownOptions.among(pairs.keySet(), Layer.ARGUMENT, warnings);
    layers.put(Layer.ARGUMENT, pairs);
  }

  private void readAmbient() {
    Map<String, String> fromProperties = new LinkedHashMap<>();
    Map<String, String> fromEnvironment = new LinkedHashMap<>();
    for (Option<?> option : Options.all()) {
      put(fromProperties, option, properties.get(option.propertyName()));
      put(fromEnvironment, option, environment.get(option.environmentName()));
    }
    layers.put(Layer.PROPERTY, fromProperties);
    layers.put(Layer.ENVIRONMENT, fromEnvironment);
    UnknownOptions.nearlyAmong(properties.names(), Layer.PROPERTY, warnings);
    UnknownOptions.nearlyAmong(environment.names(), Layer.ENVIRONMENT, warnings);
  }

  private static void put(Map<String, String> layer, Option<?> option, @Nullable String text) {
    if (text != null) {
      layer.put(option.name(), text.trim());
    }
  }

  private void readFile() {
    String path = "";
    for (Map<String, String> layer : layers.values()) {
      String named = layer.get(Options.CONFIG.name());
      if (named != null) {
        path = named;
        break;
      }
    }
    if (path.isEmpty()) {
      return;
    }
    Properties read = new Properties();
    try (InputStream in = new FileInputStream(path)) {
      read.load(in);
    } catch (IOException | SecurityException | IllegalArgumentException e) {
      warnings.add("config file " + path + " is not used: " + e.getMessage());
      return;
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String name : new TreeSet<>(read.stringPropertyNames())) {
      String bare =
          name.startsWith(Option.PROPERTY_PREFIX)
              ? name.substring(Option.PROPERTY_PREFIX.length())
              : name;
      pairs.put(bare, read.getProperty(name).trim());
    }
    UnknownOptions.among(pairs.keySet(), Layer.FILE, warnings);
    layers.put(Layer.FILE, pairs);
  }
}
