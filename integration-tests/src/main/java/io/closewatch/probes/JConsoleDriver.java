package io.closewatch.probes;

import java.awt.EventQueue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The JDK's own JConsole, with somebody at it who does what comes on standard input: a number of
 * words, and the words. The answer, on standard output, is of the same form; it is empty while what
 * was asked for is not there yet. Ends with its input.
 */
final class JConsoleDriver {

  private final SwingWindows windows = new SwingWindows();
  private final SwingTree tree = new SwingTree();
  private final SwingTables tables = new SwingTables();

  public static void main(String[] args) throws Exception {
    DataOutputStream answers = new DataOutputStream(System.out);
    System.setOut(System.err); // JConsole's
    Class.forName("sun.tools.jconsole.JConsole")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
    JConsoleDriver driver = new JConsoleDriver();
    DataInputStream requests = new DataInputStream(System.in);
    for (List<String> words = read(requests); !words.isEmpty(); words = read(requests)) {
      write(answers, driver.answer(words));
    }
    System.exit(0); // the event queue would go on
  }

  private List<String> answer(List<String> words) throws InterruptedException {
    FutureTask<List<String>> task =
        new FutureTask<>(() -> answer(words.get(0), words.subList(1, words.size())));
    EventQueue.invokeLater(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      // A picture of windows that change meanwhile; the next time they may stand still.
      e.printStackTrace();
      return Collections.emptyList();
    }
  }

  private List<String> answer(String verb, List<String> words) throws IOException {
    switch (verb) {
      case "texts":
        return windows.texts();
      case "press":
        return done(windows.press(words.get(0)));
      case "pressWithin":
        return done(tables.pressWithin(words.get(0), words.get(1)));
      case "tab":
        return done(windows.chooseTab(words.get(0)));
      case "nodes":
        return tree.nodes(words);
      case "select":
        return done(tree.select(words));
      case "rows":
        return tables.rows();
      case "within":
        return tables.within(words.get(0));
      case "doubleClick":
        return done(tables.doubleClick(words.get(0), Integer.parseInt(words.get(1))));
      case "operations":
        return windows.operations();
      case "dialog":
        return windows.dialog();
      case "enlarge":
        return done(
            windows.enlarge(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1))));
      case "picture":
        return done(windows.picture(new File(words.get(0))));
      default:
        throw new IllegalArgumentException(verb);
    }
  }

  private static List<String> done(boolean done) {
    return done ? Collections.singletonList("done") : Collections.emptyList();
  }

  private static List<String> read(DataInputStream in) throws IOException {
    try {
      String[] words = new String[in.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readUTF();
      }
      return Arrays.asList(words);
    } catch (EOFException end) {
      return Collections.emptyList();
    }
  }

  private static void write(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
    out.flush();
  }
}
