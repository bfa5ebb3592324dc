package io.closewatch.it;

import javax.management.openmbean.CompositeData;

/** A row of the site table in JMX. */
record Site(
    String location,
    String kind,
    long open,
    long opened,
    long closed,
    long closedByGc,
    long leaked) {

  static Site of(CompositeData row) {
    return new Site(
        (String) row.get("site"),
        (String) row.get("kind"),
        number(row, "open"),
        number(row, "opened_total"),
        number(row, "closed_total"),
        number(row, "gc_total"),
        number(row, "leaked"));
  }

  /** {@code Pay} of {@code com.acme.Pay.call(Pay.java:42)}; nested classes with their outer one. */
  String simpleClass() {
    String method = location.substring(0, location.indexOf('('));
    String type = method.substring(0, method.lastIndexOf('.'));
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int nested = simple.indexOf('$');
    return nested < 0 ? simple : simple.substring(0, nested);
  }

  /** {@code Pay.java:42} of {@code com.acme.Pay.call(Pay.java:42)}. */
  String line() {
    return location.substring(location.indexOf('(') + 1, location.length() - 1);
  }

  /** {@code call} of {@code com.acme.Pay.call(Pay.java:42)}. */
  String method() {
    String method = location.substring(0, location.indexOf('('));
    return method.substring(method.lastIndexOf('.') + 1);
  }

  private static long number(CompositeData row, String column) {
    return ((Number) row.get(column)).longValue();
  }
}
