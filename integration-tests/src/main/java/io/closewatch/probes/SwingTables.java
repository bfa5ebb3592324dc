package io.closewatch.probes;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JTable;

/**
 * The tables in windows: a row is found by the text of one of its cells. A value that JConsole has
 * opened in its cell is drawn there, and is no part of the window otherwise.
 */
final class SwingTables {

  /** A button within the opened value of a row. */
  boolean pressWithin(String row, String text) {
    return SwingWindows.press(
        opened(row).filter(AbstractButton.class::isInstance).map(AbstractButton.class::cast), text);
  }

  /** Each row of each table that shows: its cells and the tool tip of the first. */
  List<String> rows() {
    return SwingWindows.showing(JTable.class)
        .flatMap(SwingTables::rows)
        .collect(Collectors.toList());
  }

  private static Stream<String> rows(JTable table) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.getRowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < table.getColumnCount(); column++) {
        cells.add(SwingWindows.text(cell(table, row, column)));
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
    return SwingWindows.showing(JTable.class)
        .anyMatch(table -> doubleClick(table, row(table, text), column));
  }

  private static boolean doubleClick(JTable table, int row, int column) {
    if (row < 0) {
      return false;
    }
    Rectangle cell = table.getCellRect(row, column, false);
    table.scrollRectToVisible(cell);
    for (int count = 1; count <= 2; count++) {
      for (int id :
          new int[] {
            MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED
          }) {
        table.dispatchEvent(
            new MouseEvent(
                table,
                id,
                System.currentTimeMillis(),
                InputEvent.BUTTON1_DOWN_MASK,
                cell.x + 5,
                cell.y + 5,
                count,
                false,
                MouseEvent.BUTTON1));
      }
    }
    table.scrollRectToVisible(table.getCellRect(row, column, false));
    return true;
  }

  private static int row(JTable table, String text) {
    for (int row = 0; row < table.getRowCount(); row++) {
      for (int column = 0; column < table.getColumnCount(); column++) {
        if (SwingWindows.text(cell(table, row, column)).equals(text)) {
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
                component instanceof JTable
                    ? rows((JTable) component)
                    : Stream.of(SwingWindows.text(component)))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toList());
  }

  private static Stream<Component> opened(String text) {
    return SwingWindows.showing(JTable.class)
        .filter(table -> row(table, text) >= 0)
        .limit(1)
        .flatMap(
            table ->
                Stream.of(1, 2)
                    .filter(c -> c < table.getColumnCount())
                    .map(c -> cell(table, row(table, text), c)))
        .flatMap(SwingWindows::all);
  }
}
