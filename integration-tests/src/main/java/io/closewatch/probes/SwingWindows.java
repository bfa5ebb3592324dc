package io.closewatch.probes;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
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
import javax.swing.JTextField;
import javax.swing.text.BadLocationException;
import javax.swing.text.JTextComponent;

/**
 * What a person sees in the Swing windows of this JVM, and does there. Nothing is a matter of
 * coordinates: buttons are found by their texts. On the event queue only.
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

  static boolean press(Stream<AbstractButton> buttons, String text) {
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
    BufferedImage image =
        new BufferedImage(screen.width, screen.height, BufferedImage.TYPE_INT_RGB);
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
  static <C extends Component> Stream<C> showing(Class<C> type) {
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

  static Stream<Component> all(Component component) {
    return component instanceof Container
        ? Stream.concat(
            Stream.of(component),
            Arrays.stream(((Container) component).getComponents()).flatMap(SwingWindows::all))
        : Stream.of(component);
  }

  static String text(Component component) {
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
