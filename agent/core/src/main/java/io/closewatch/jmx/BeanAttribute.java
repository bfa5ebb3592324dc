package io.closewatch.jmx;

import java.util.function.Supplier;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** One read-only attribute: how it describes itself and where its value comes from. Immutable. */
final class BeanAttribute {
  private final MBeanAttributeInfo info;
  private final Supplier<?> value;
  private final Object unknown;

  private BeanAttribute(MBeanAttributeInfo info, Supplier<?> value, Object unknown) {
    this.info = info;
    this.value = value;
    this.unknown = unknown;
  }

  /** A number that goes up and down; -1 if it is unknown. */
  static BeanAttribute gauge(String name, String units, Supplier<Long> value, String description) {
    return number(name, "long", units, "gauge", value, -1L, description);
  }

  /** A number that only rises. */
  static BeanAttribute counter(
      String name, String units, Supplier<Long> value, String description) {
    return number(name, "long", units, "counter", value, -1L, description);
  }

  /** Seconds with a fraction. */
  static BeanAttribute seconds(String name, Supplier<Double> value, String description) {
    return number(name, "double", "seconds", "gauge", value, -1.0, description);
  }

  static BeanAttribute flag(String name, Supplier<Boolean> value, String description) {
    return plain(name, "boolean", value, false, description);
  }

  static BeanAttribute text(String name, Supplier<String> value, String description) {
    return plain(name, "java.lang.String", value, "", description);
  }

  static BeanAttribute lines(String name, Supplier<String[]> value, String description) {
    return plain(name, String[].class.getName(), value, new String[0], description);
  }

  static BeanAttribute table(
      String name, TabularType type, Supplier<TabularData> value, String description) {
    ImmutableDescriptor openType =
        new ImmutableDescriptor(
            new String[] {"openType", "originalType"},
            new Object[] {type, TabularData.class.getName()});
    MBeanAttributeInfo info =
        new MBeanAttributeInfo(
            name, TabularData.class.getName(), description, true, false, false, openType);
    return new BeanAttribute(info, value, OpenTables.empty(type));
  }

  private static BeanAttribute number(
      String name,
      String type,
      String units,
      String metricType,
      Supplier<?> value,
      Object unknown,
      String description) {
    ImmutableDescriptor descriptor =
        new ImmutableDescriptor("units=" + units, "metricType=" + metricType);
    return new BeanAttribute(
        new MBeanAttributeInfo(name, type, description, true, false, false, descriptor),
        value,
        unknown);
  }

  private static BeanAttribute plain(
      String name, String type, Supplier<?> value, Object unknown, String description) {
    return new BeanAttribute(
        new MBeanAttributeInfo(name, type, description, true, false, false), value, unknown);
  }

  String name() {
    return info.getName();
  }

  MBeanAttributeInfo info() {
    return info;
  }

  Object read() {
    try {
      return value.get();
    } catch (RuntimeException e) {
      return unknown;
    }
  }
}
