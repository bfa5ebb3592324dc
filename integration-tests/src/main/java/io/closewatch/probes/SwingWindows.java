package io.closewatch.probes;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.text.BadLocationException;
import javax.swing.text.JTextComponent;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;

/**
 * What a person sees in the Swing windows of this JVM, and does there. Nothing is a matter of
 * coordinates: buttons, nodes and rows are found by their texts. On the event queue only.
 */
final class SwingWindows {

  /** All that is written on buttons and labels, as far as it shows. */
  List<String> texts() {
    return showing(JComponent.class)
        .map(SwingWindows::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toList());
  }

  /** The frontmost button of this text, if it can be pressed. */
  boolean press(String text) {
    return press(showing(AbstractButton.class), text);
  }

  /** A button within the opened value of a row. */
  boolean pressWithin(String row, String text) {
    return press(opened(row).filter(AbstractButton.class::isInstance).map(AbstractButton.class::cast), text);
  }

  private static boolean press(Stream<AbstractButton> buttons, String text) {
    Optional<AbstractButton> found =
        buttons.filter(button -> text.equals(button.getText()) && button.isEnabled()).findFirst();
    // Later: a modal dialog does not return before it is closed.
    found.ifPresent(button -> EventQueue.invokeLater(button::doClick));
    return found.isPresent();
  }

  boolean chooseTab(String title) {
    return showing(JTabbedPane.class)
        .anyMatch(
            tabs -> {
              int index = tabs.indexOfTab(title);
              if (index < 0 || !tabs.isEnabledAt(index)) {
                return false;
              }
              tabs.setSelectedIndex(index);
              return true;
            });
  }

  /** The names below a node of the tree, which is expanded. */
  List<String> nodes(List<String> path) {
    return node(path)
        .map(node -> children((TreeNode) node.getLastPathComponent()))
        .orElse(Collections.emptyList())
        .stream()
        .map(Object::toString)
        .collect(Collectors.toList());
  }

  boolean select(List<String> path) {
    Optional<TreePath> node = node(path);
    node.ifPresent(
        found -> {
          tree().get().setSelectionPath(found);
          tree().get().scrollPathToVisible(found);
        });
    return node.isPresent();
  }

  private static Optional<JTree> tree() {
    return showing(JTree.class).findFirst();
  }

  /** JConsole adds children when their parent is expanded. */
  private static Optional<TreePath> node(List<String> names) {
    Optional<TreePath> path = tree().map(tree -> new TreePath(tree.getModel().getRoot()));
    for (String name : names) {
      path = path.flatMap(parent -> child(parent, name));
    }
    path.ifPresent(found -> tree().get().expandPath(found));
    return path;
  }

  private static Optional<TreePath> child(TreePath parent, String name) {
    tree().get().expandPath(parent);
    return children((TreeNode) parent.getLastPathComponent()).stream()
        .filter(node -> node.toString().replaceAll("<[^>]*>|\\[\\d+\\]$", "").equals(name))
        .findFirst()
        .map(parent::pathByAddingChild);
  }

  @SuppressWarnings("unchecked") // of Java 8
  private static List<Object> children(TreeNode node) {
    return Collections.list((Enumeration<Object>) node.children());
  }

  /** Each row of each table that shows: its cells and the tool tip of the first. */
  List<String> rows() {
    return showing(JTable.class).flatMap(SwingWindows::rows).collect(Collectors.toList());
  }

  private static Stream<String> rows(JTable table) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.getRowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < table.getColumnCount(); column++) {
        cells.add(text(cell(table, row, column)));
      }
      String tip = ((JComponent) cell(table, row, 0)).getToolTipText();
      rows.add(String.join("\t", cells) + (tip == null ? "" : "\t" + tip));
    }
    return rows.stream();
  }

  private static Component cell(JTable table, int row, int column) {
    return table.prepareRenderer(table.getCellRenderer(row, column), row, column);
  }

  /** Opens a value, as a double click does, or closes it again. */
  boolean doubleClick(String text, int column) {
    return showing(JTable.class).anyMatch(table -> doubleClick(table, row(table, text), column));
  }

  private static boolean doubleClick(JTable table, int row, int column) {
    if (row < 0) {
      return false;
    }
    Rectangle cell = table.getCellRect(row, column, false);
    table.scrollRectToVisible(cell);
    for (int count = 1; count <= 2; count++) {
      for (int id : new int[] {MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED}) {
        table.dispatchEvent(
            new MouseEvent(
                table, id, System.currentTimeMillis(), InputEvent.BUTTON1_DOWN_MASK,
                cell.x + 5, cell.y + 5, count, false, MouseEvent.BUTTON1));
      }
    }
    table.scrollRectToVisible(table.getCellRect(row, column, false));
    return true;
  }

  private static int row(JTable table, String text) {
    for (int row = 0; row < table.getRowCount(); row++) {
      for (int column = 0; column < table.getColumnCount(); column++) {
        if (text(cell(table, row, column)).equals(text)) {
          return row;
        }
      }
    }
    return -1;
  }

  /** What the opened value of a row shows: texts, and the rows of a table. */
  List<String> within(String row) {
    return opened(row)
        .flatMap(
            component ->
                component instanceof JTable ? rows((JTable) component) : Stream.of(text(component)))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toList());
  }

  private static Stream<Component> opened(String text) {
    return showing(JTable.class)
        .filter(table -> row(table, text) >= 0)
        .limit(1)
        .flatMap(table -> Stream.of(1, 2).filter(c -> c < table.getColumnCount()).map(c -> cell(table, row(table, text), c)))
        .flatMap(SwingWindows::all);
  }

  /** Each button that has a tool tip: its text, the tip, and its parameters with their tips. */
  List<String> operations() {
    return showing(JButton.class)
        .filter(button -> button.getToolTipText() != null && !text(button).isEmpty())
        .map(
            button ->
                Stream.concat(
                        Stream.of(button.getText() + "\t" + button.getToolTipText()),
                        all(button.getParent()).flatMap(SwingWindows::parameter))
                    .collect(Collectors.joining("\t")))
        .collect(Collectors.toList());
  }

  private static Stream<String> parameter(Component component) {
    return component instanceof JLabel && ((JLabel) component).getToolTipText() != null
        ? Stream.of(text(component), ((JLabel) component).getToolTipText())
        : component instanceof JTextField ? Stream.of(text(component)) : Stream.empty();
  }

  /**
   * The frontmost dialog: its width, that of its text, how much of that shows, and the text. None
   * if there is no dialog.
   */
  List<String> dialog() {
    return windows()
        .filter(Dialog.class::isInstance)
        .limit(1)
        .flatMap(
            dialog -> {
              Stream<String> sizes = Stream.of(String.valueOf(dialog.getWidth()));
              List<JTextComponent> areas =
                  all(dialog)
                      .filter(JTextComponent.class::isInstance)
                      .map(JTextComponent.class::cast)
                      .collect(Collectors.toList());
              return areas.isEmpty()
                  ? Stream.concat(sizes, Stream.of("", "", labels(dialog)))
                  : Stream.concat(sizes, area(areas.get(0)));
            })
        .collect(Collectors.toList());
  }

  private static Stream<String> area(JTextComponent area) {
    return Stream.of(
        String.valueOf(area.getPreferredSize().width),
        String.valueOf(area.getVisibleRect().width),
        text(area));
  }

  private static String labels(Component dialog) {
    return all(dialog)
        .filter(JLabel.class::isInstance)
        .map(SwingWindows::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** As one pulls the frontmost dialog larger by its corner. */
  boolean enlarge(int width, int height) {
    Optional<Window> dialog = windows().filter(Dialog.class::isInstance).findFirst();
    dialog.ifPresent(
        window -> {
          window.setSize(width, height);
          window.validate();
        });
    return dialog.isPresent();
  }

  /** All windows as they lie on the screen, without the frames of a window manager. */
  boolean picture(File file) throws IOException {
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    BufferedImage image = new BufferedImage(screen.width, screen.height, BufferedImage.TYPE_INT_RGB);
    List<Window> backToFront = windows().collect(Collectors.toList());
    Collections.reverse(backToFront);
    Rectangle bounds = new Rectangle(-1, -1); // of nothing
    for (Window window : backToFront) {
      bounds = bounds.union(window.getBounds());
      Graphics2D graphics = image.createGraphics();
      graphics.translate(window.getX(), window.getY());
      window.printAll(graphics);
      graphics.dispose();
    }
    bounds = bounds.intersection(screen);
    return ImageIO.write(
        image.getSubimage(bounds.x, bounds.y, bounds.width, bounds.height), "png", file);
  }

  /** What shows, frontmost first. */
  private static <C extends Component> Stream<C> showing(Class<C> type) {
    return windows()
        .flatMap(SwingWindows::all)
        .filter(type::isInstance)
        .map(type::cast)
        .filter(Component::isShowing);
  }

  private static Stream<Window> windows() {
    List<Window> windows = Arrays.asList(Window.getWindows());
    Collections.reverse(windows);
    return windows.stream().filter(Window::isShowing);
  }

  private static Stream<Component> all(Component component) {
    return component instanceof Container
        ? Stream.concat(
            Stream.of(component),
            Arrays.stream(((Container) component).getComponents()).flatMap(SwingWindows::all))
        : Stream.of(component);
  }

  private static String text(Component component) {
    String text =
        component instanceof JLabel
            ? ((JLabel) component).getText()
            : component instanceof AbstractButton
                ? ((AbstractButton) component).getText()
                : component instanceof JTextComponent
                    ? text((JTextComponent) component)
                    : drawn(component);
    return text == null ? "" : text;
  }

  /** What a drawing, such as a plot, says of itself to those who cannot see it. */
  private static String drawn(Component component) {
    AccessibleContext accessible = component.getAccessibleContext();
    return accessible != null && accessible.getAccessibleRole() == AccessibleRole.CANVAS
        ? accessible.getAccessibleName()
        : "";
  }

  /** Of an HTML page what a reader sees of it. */
  private static String text(JTextComponent component) {
    try {
      return component.getDocument().getText(0, component.getDocument().getLength());
    } catch (BadLocationException e) {
      throw new IllegalStateException(e);
    }
  }
}
