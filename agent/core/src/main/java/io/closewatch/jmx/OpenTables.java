package io.closewatch.jmx;

import java.util.Arrays;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Builds tables and rows of open types without the checked exception of a wrong definition. */
final class OpenTables {

  /** A row type: names, their types and their descriptions, in step. */
  static CompositeType rowType(
      String name, String description, String[] items, OpenType<?>[] types, String[] meanings) {
    try {
      return new CompositeType(name, description, items, meanings, types);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A table of rows; the {@code index} columns become labels in a metrics exporter. */
  static TabularType tableType(CompositeType row, String... index) {
    try {
      return new TabularType(row.getTypeName(), row.getDescription(), row, index);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  static CompositeData row(CompositeType type, String[] items, Object... values) {
    try {
      return new CompositeDataSupport(type, items, values);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }

  static TabularData empty(TabularType type) {
    return new TabularDataSupport(type);
  }

  /** {@code count} times LONG behind {@code strings} times STRING. */
  static OpenType<?>[] types(int strings, int count) {
    OpenType<?>[] types = new OpenType<?>[strings + count];
    Arrays.fill(types, 0, strings, SimpleType.STRING);
    Arrays.fill(types, strings, types.length, SimpleType.LONG);
    return types;
  }

  private OpenTables() {}
}
