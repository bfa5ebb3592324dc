package io.closewatch.config;

/** The documentation of the options, rendered from {@link Options}. */
public final class OptionsTable {
  private static final int HELP_COLUMN = 18;
  private static final int WIDTH = 100;

  /** The table of the README. */
  public static String markdown() {
    StringBuilder text = new StringBuilder("| Option | Value | Default | Meaning | Cost |\n");
    text.append("|---|---|---|---|---|\n");
    for (Option<?> option : Options.all()) {
      text.append("| `").append(option.name()).append("` | ");
      text.append(option.type().label()).append(" | ");
      text.append(option.defaultText().isEmpty() ? "none" : "`" + option.defaultText() + "`");
      text.append(" | ").append(option.help()).append(" | ");
      text.append(option.cost().isEmpty() ? "none" : option.cost()).append(" |\n");
    }
    return text.toString();
  }

  /** The text of the command line help, at most 100 columns wide. */
  public static String help() {
    StringBuilder text = new StringBuilder();
    for (Option<?> option : Options.all()) {
      StringBuilder sentence = new StringBuilder(option.help().replace("`", ""));
      if (!option.cost().isEmpty()) {
        sentence.append(" Cost: ").append(option.cost());
      }
      sentence.append(" (").append(option.type().label()).append("; default ");
      sentence.append(option.defaultText().isEmpty() ? "none" : option.defaultText()).append(')');
      appendWrapped(text, option.name(), sentence.toString());
    }
    return text.toString();
  }

  private static void appendWrapped(StringBuilder text, String name, String sentence) {
    StringBuilder line = new StringBuilder("  ").append(name);
    pad(line, HELP_COLUMN);
    boolean empty = true;
    for (String word : sentence.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(0);
        pad(line, HELP_COLUMN);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    text.append(line).append('\n');
  }

  private static void pad(StringBuilder line, int column) {
    while (line.length() < column) {
      line.append(' ');
    }
  }

  private OptionsTable() {}
}
