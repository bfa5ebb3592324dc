package io.closewatch.config;

/** The definition of one option. Immutable; the instances are those of {@link Options}. */
public final class Option<T> {
  static final String PROPERTY_PREFIX = "closewatch.";
  static final String ENVIRONMENT_PREFIX = "CLOSEWATCH_";

  private final String name;
  private final OptionType<T> type;
  private final T defaultValue;
  private final String help;
  private final String cost;

  /**
   * @param name as in the agent argument, camel case
   * @param help one sentence for the user
   * @param cost what the option costs at run time, or "" for nothing
   */
  Option(String name, OptionType<T> type, T defaultValue, String help, String cost) {
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.help = help;
    this.cost = cost;
  }

  public String name() {
    return name;
  }

  public OptionType<T> type() {
    return type;
  }

  public T defaultValue() {
    return defaultValue;
  }

  public String help() {
    return help;
  }

  public String cost() {
    return cost;
  }

  /** The name of the system property: {@code closewatch.closeWaitGrace}. */
  public String propertyName() {
    return PROPERTY_PREFIX + name;
  }

  /** The name of the environment variable: {@code CLOSEWATCH_CLOSE_WAIT_GRACE}. */
  public String environmentName() {
    StringBuilder text = new StringBuilder(ENVIRONMENT_PREFIX);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        text.append('_');
      }
      text.append(Character.toUpperCase(c));
    }
    return text.toString();
  }

  /** The default as it is written in an agent argument; "" where the default is nothing. */
  public String defaultText() {
    return type.format(defaultValue);
  }

  @Override
  public String toString() {
    return name;
  }
}
