package io.closewatch.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The leaks that are known, by fingerprint, with all comments of the file. Immutable. */
final class Baseline {
  static final Baseline NONE =
      new Baseline(Collections.emptyList(), Collections.emptyMap(), Collections.emptyList());

  private static final String[] HEADER = {
    "# Socket leaks that closewatch check accepts. A line: fingerprint, how many at most, comment.",
    "# until=2026-12-31 in the comment ends it after that day."
  };

  private final List<String> header;
  private final Map<String, BaselineEntry> entries;
  private final List<String> footer;

  private Baseline(List<String> header, Map<String, BaselineEntry> entries, List<String> footer) {
    this.header = Collections.unmodifiableList(new ArrayList<>(header));
    this.entries = new TreeMap<>(entries);
    this.footer = Collections.unmodifiableList(new ArrayList<>(footer));
  }

  static Baseline read(Path file) throws BadFileException {
    List<String> header = new ArrayList<>();
    List<String> above = new ArrayList<>();
    TreeMap<String, BaselineEntry> entries = new TreeMap<>();
    int number = 0;
    for (String line : TextFile.lines(file, "baseline")) {
      number++;
      String where = file + ":" + number;
      String text = line.trim();
      if (text.isEmpty() || text.startsWith("#")) {
        above.add(line);
        continue;
      }
      if (entries.isEmpty()) {
        // What comes before the last blank line is about the file, not about its first entry.
        int ownFrom = above.lastIndexOf("") + 1;
        header.addAll(above.subList(0, ownFrom));
        above.subList(0, ownFrom).clear();
      }
      BaselineEntry entry = BaselineEntry.parse(above, line, where);
      if (entries.put(entry.fingerprint(), entry) != null) {
        throw new BadFileException(where + ": " + entry.fingerprint() + " is there twice");
      }
      above.clear();
    }
    return new Baseline(header, entries, above);
  }

  /** The first one of a project. */
  static Baseline empty() {
    List<String> header = new ArrayList<>();
    Collections.addAll(header, HEADER);
    header.add("");
    return new Baseline(header, Collections.emptyMap(), Collections.emptyList());
  }

  Baseline with(Map<String, BaselineEntry> changed) {
    return new Baseline(header, changed, footer);
  }

  void write(Path file) throws IOException {
    TextFile.replace(
        file,
        out -> {
          for (String line : lines()) {
            out.append(line).append('\n');
          }
        });
  }

  /** Sorted by fingerprint, so that two branches seldom change the same place. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(header);
    for (BaselineEntry entry : entries.values()) {
      lines.addAll(entry.above());
      lines.add(entry.line());
    }
    lines.addAll(footer);
    return lines;
  }

  @Nullable BaselineEntry entry(String fingerprint) {
    return entries.get(fingerprint);
  }

  Collection<BaselineEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }
}
