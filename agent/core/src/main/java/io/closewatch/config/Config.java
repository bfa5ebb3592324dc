package io.closewatch.config;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The options of this JVM, each with its value and the layer that set it. Immutable. */
public final class Config {
  private static final String TEMP_DIR = "${java.io.tmpdir}";

  private final Map<Option<?>, Setting<?>> settings;
  private final List<String> warnings;
  private final @Nullable String tempDir;
  private final Placeholders placeholders;

  Config(
      Map<Option<?>, Setting<?>> settings,
      List<String> warnings,
      @Nullable String tempDir,
      Placeholders placeholders) {
    this.settings = Collections.unmodifiableMap(settings);
    this.warnings = Collections.unmodifiableList(new ArrayList<>(warnings));
    this.tempDir = tempDir;
    this.placeholders = placeholders;
  }

  /**
   * Reads all layers. Never throws; {@link #warnings()} says what could not be used.
   *
   * @param argument the text behind {@code -javaagent:jar=} or passed on attach, or null
   */
  public static Config load(@Nullable String argument) {
    return new ConfigLoader(TextSource.PROPERTIES, TextSource.ENVIRONMENT).load(argument);
  }

  /** What is wrong with an agent argument, one sentence each, before it is given to an agent. */
  public static List<String> check(@Nullable String argument) {
    TextSource none = TextSource.of(Collections.emptyMap());
    return new ConfigLoader(none, none).check(argument);
  }

  @SuppressWarnings("unchecked") // ConfigLoader puts a Setting<T> under each Option<T>
  public <T> T get(Option<T> option) {
    return ((Setting<T>) setting(option)).value();
  }

  public Layer layer(Option<?> option) {
    return setting(option).layer();
  }

  /** Unknown options and bad values, one sentence each, for a WARN line. */
  public List<String> warnings() {
    return warnings;
  }

  /** {@code name = value (layer)} for every option. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Option<?> option : Options.all()) {
      lines.add(option.name() + " = " + text(option) + " (" + layer(option).label() + ")");
    }
    return lines;
  }

  public boolean enabled() {
    return get(Options.ENABLED);
  }

  public Duration scanInterval() {
    return get(Options.SCAN_INTERVAL);
  }

  public Duration closeWaitGrace() {
    return get(Options.CLOSE_WAIT_GRACE);
  }

  public Duration leaseGrace() {
    return get(Options.LEASE_GRACE);
  }

  public Duration closingGrace() {
    return get(Options.CLOSING_GRACE);
  }

  public Duration deadGrace() {
    return get(Options.DEAD_GRACE);
  }

  public Duration stuckGrace() {
    return get(Options.STUCK_GRACE);
  }

  /** Package prefixes without a dot at the end; empty for the built-in rule. */
  public List<String> appPackages() {
    return get(Options.APP_PACKAGES);
  }

  /** Absolute; not created yet. */
  public File reportDir() {
    String path = get(Options.REPORT_DIR);
    if (path.contains(TEMP_DIR)) {
      path = path.replace(TEMP_DIR, tempDir == null ? File.separator + "tmp" : tempDir);
    }
    return new File(placeholders.expand(path)).getAbsoluteFile();
  }

  /** Names of the exit report's formats; empty for no exit report. */
  public List<String> report() {
    return get(Options.REPORT);
  }

  /** The exit report's file name, without a directory and mostly without a suffix. */
  public String reportName() {
    return placeholders.expand(get(Options.REPORT_NAME));
  }

  public Duration exitSettle() {
    return get(Options.EXIT_SETTLE);
  }

  public LogLevel logLevel() {
    return get(Options.LOG_LEVEL);
  }

  public boolean jmx() {
    return get(Options.JMX);
  }

  public Duration jmxDelay() {
    return get(Options.JMX_DELAY);
  }

  /** Absolute; null for none. */
  public @Nullable File metricsFile() {
    String path = get(Options.METRICS_FILE);
    return path.isEmpty() ? null : new File(placeholders.expand(path)).getAbsoluteFile();
  }

  private <T> String text(Option<T> option) {
    if (option == Options.REPORT_DIR) {
      return reportDir().getPath();
    }
    String text = option.type().format(get(option));
    return text.isEmpty() ? "none" : text;
  }

  private Setting<?> setting(Option<?> option) {
    return Objects.requireNonNull(settings.get(option), option.name());
  }
}
