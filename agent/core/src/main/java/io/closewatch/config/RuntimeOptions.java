package io.closewatch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of this JVM, of which some can be changed while the agent runs: those that every scan
 * reads anew. A change lasts as long as the agent. Thread-safe.
 */
public final class RuntimeOptions {
  /** The value that takes a change back. */
  public static final String DEFAULT = "default";

  /** Longer than any option or duration. */
  private static final int MAX_TEXT = 60;

  /** What JConsole fills a text field with. */
  private static final String PREFILLED = "String";

  private static final List<Option<Duration>> CHANGEABLE =
      Collections.unmodifiableList(
          Arrays.asList(
              Options.SCAN_INTERVAL,
              Options.CLOSE_WAIT_GRACE,
              Options.LEASE_GRACE,
              Options.CLOSING_GRACE,
              Options.DEAD_GRACE,
              Options.STUCK_GRACE));

  private final Config config;
  private final Map<Option<Duration>, Duration> changed = new ConcurrentHashMap<>();

  /** As the agent was started. */
  public RuntimeOptions(Config config) {
    this.config = config;
  }

  /** The value that holds now. */
  public Duration get(Option<Duration> option) {
    return changed.getOrDefault(option, config.get(option));
  }

  /**
   * Changes one option, or throws and changes nothing.
   *
   * @param value a duration, or {@link #DEFAULT}
   * @return what it is now and was before, for the operator
   * @throws IllegalArgumentException if it cannot be changed to that; the message says what can
   */
  public synchronized String set(@Nullable String name, @Nullable String value) {
    Option<Duration> option = changeable(given(name));
    String before = text(option);
    String wanted = given(value);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "give a duration such as 500ms, 10s or 2m for "
              + option
              + ", or the word default for what the agent was started with ("
              + option.type().format(config.get(option))
              + "); it stays "
              + before);
    }
    if (wanted.equals(DEFAULT)) {
      changed.remove(option);
    } else {
      changed.put(option, parse(option, wanted, before));
    }
    return option + " = " + text(option) + ", was " + before;
  }

  /** As {@link Config#describe}, with what was changed since. */
  public List<String> describe() {
    List<String> lines = config.describe();
    List<Option<?>> all = Options.all();
    List<String> now = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Duration value = changed.get(all.get(i));
      now.add(
          value == null
              ? lines.get(i)
              : all.get(i)
                  + " = "
                  + Options.SCAN_INTERVAL.type().format(value)
                  + " (JMX; at the start "
                  + lines.get(i)
                  + ")");
    }
    return now;
  }

  /** The names of what can be changed, as a list for people. */
  public static String names() {
    return CHANGEABLE.stream().map(Option::name).collect(Collectors.joining(", "));
  }

  private static Option<Duration> changeable(String name) {
    for (Option<Duration> option : CHANGEABLE) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    String can = "can be changed while the agent runs: " + names() + "; nothing was changed";
    if (name.isEmpty()) {
      throw new IllegalArgumentException("give the name of an option. These " + can);
    }
    if (Options.all().stream().anyMatch(option -> option.name().equals(name))) {
      throw new IllegalArgumentException(
          name + " is read at the start only: restart the JVM with another value. These " + can);
    }
    List<String> known = CHANGEABLE.stream().map(Option::name).collect(Collectors.toList());
    String near = NearestName.among(known, name);
    throw new IllegalArgumentException(
        "no option " + name + (near == null ? "" : " (" + near + " is meant?)") + ". These " + can);
  }

  private static Duration parse(Option<Duration> option, String value, String before) {
    try {
      return option.type().parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + "=" + value + " " + e.getMessage() + "; it stays " + before);
    }
  }

  private String text(Option<Duration> option) {
    return option.type().format(get(option));
  }

  /** Without blanks around; "" for what JConsole has filled in. */
  private static String given(@Nullable String text) {
    String trimmed = text == null ? "" : text.trim();
    if (trimmed.length() > MAX_TEXT) {
      return trimmed.substring(0, MAX_TEXT) + "...";
    }
    return trimmed.equals(PREFILLED) ? "" : trimmed;
  }
}
