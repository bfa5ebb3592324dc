package io.closewatch.config;

import java.io.File;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attach asks of the agent. Attaching calls {@code agentmain} with one text and returns
 * nothing, so the text says which file the answer belongs into.
 *
 * <pre>
 * k=v,k2=v2                                plain options: install with them
 * !attach,file=/abs/reply,options=k=v\,k2=v2
 * !report,file=/abs/reply,options=...      install if not running, scan, answer with the report
 * !report_html,file=/abs/reply,options=... the same, with the report as a page of HTML
 * !report_json,file=/abs/reply,options=... the same, with the report as JSON
 * !status,file=/abs/reply                  never installs
 * !stop,file=/abs/reply                    never installs
 * </pre>
 *
 * An agent that runs already leaves plain options and {@code options=} unused and says so. The
 * values are escaped as in an agent argument, so the options of a command have their commas
 * escaped. The answer is an {@link AttachReply}, written under another name and then renamed to
 * {@code file}: a file that is there is complete. A command without a file, or with one that is not
 * absolute, is carried out all the same; its answer goes to the log. A word behind {@code !} that
 * this agent does not know is {@link Verb#UNKNOWN} and is answered with an error, since the command
 * line may be newer than the agent. Immutable.
 */
public final class AttachCommand {

  /** What to do. */
  public enum Verb {
    /** Plain options of someone who attached without the command line, such as by jcmd. */
    OPTIONS(true),
    ATTACH(true),
    REPORT(true),
    /** A word of its own, since an agent that does not know it must not answer with text. */
    REPORT_HTML(true),
    REPORT_JSON(true),
    STATUS(false),
    STOP(false),
    UNKNOWN(false);

    private final boolean installs;

    Verb(boolean installs) {
      this.installs = installs;
    }

    /** True if the command installs an agent where none runs. */
    public boolean installs() {
      return installs;
    }
  }

  private static final String FILE = "file";
  private static final String OPTIONS = "options";

  private final Verb verb;
  private final String word;
  private final String options;
  private final @Nullable File replyFile;

  private AttachCommand(Verb verb, String word, String options, @Nullable File replyFile) {
    this.verb = verb;
    this.word = word;
    this.options = options;
    this.replyFile = replyFile;
  }

  /** A command whose answer goes to an absolute file. */
  public static AttachCommand of(Verb verb, File replyFile, String options) {
    return new AttachCommand(verb, verb.name().toLowerCase(Locale.ROOT), options, replyFile);
  }

  /** Reads the argument of {@code agentmain}. Never throws. */
  public static AttachCommand parse(@Nullable String argument) {
    if (argument == null || !argument.startsWith("!")) {
      return new AttachCommand(Verb.OPTIONS, "", argument == null ? "" : argument, null);
    }
    int comma = argument.indexOf(',');
    String word = (comma < 0 ? argument.substring(1) : argument.substring(1, comma)).trim();
    Map<String, String> pairs =
        ArgumentParser.parse(comma < 0 ? "" : argument.substring(comma + 1));
    String options = pairs.get(OPTIONS);
    return new AttachCommand(verb(word), word, options == null ? "" : options, file(pairs));
  }

  public Verb verb() {
    return verb;
  }

  /** The word behind {@code !} as it was written; "" for plain options. */
  public String word() {
    return word;
  }

  /** The options to install with, in the syntax of an agent argument; "" for none. */
  public String options() {
    return options;
  }

  /** Where the answer belongs, or null if nobody waits for one. */
  public @Nullable File replyFile() {
    return replyFile;
  }

  /** The text that {@link #parse} reads as this command. */
  public String toArgument() {
    if (verb == Verb.OPTIONS) {
      return options;
    }
    StringBuilder text = new StringBuilder("!").append(word);
    if (replyFile != null) {
      text.append(',').append(FILE).append('=');
      text.append(ArgumentParser.escape(replyFile.getPath()));
    }
    if (!options.isEmpty()) {
      text.append(',').append(OPTIONS).append('=').append(ArgumentParser.escape(options));
    }
    return text.toString();
  }

  private static Verb verb(String word) {
    for (Verb verb : Verb.values()) {
      if (verb != Verb.OPTIONS && verb.name().equalsIgnoreCase(word)) {
        return verb;
      }
    }
    return Verb.UNKNOWN;
  }

  private static @Nullable File file(Map<String, String> pairs) {
    String path = pairs.get(FILE);
    if (path == null) {
      return null;
    }
    File file = new File(path);
    return file.isAbsolute() ? file : null;
  }
}
