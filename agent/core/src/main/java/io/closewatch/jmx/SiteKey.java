package io.closewatch.jmx;

import io.closewatch.tracker.SiteSnapshot;
import org.jspecify.annotations.Nullable;

/** The index of a row of the site table: a line of code and a kind of socket. Immutable. */
final class SiteKey implements Comparable<SiteKey> {
  static final String OTHER = "other";

  private final String site;
  private final String kind;

  private SiteKey(String site, String kind) {
    this.site = site;
    this.kind = kind;
  }

  static SiteKey of(SiteSnapshot site) {
    return new SiteKey(site.frame().location(), site.kind().label());
  }

  /** The row that sums the sites of this kind that have no row of their own. */
  SiteKey other() {
    return new SiteKey(OTHER, kind);
  }

  String site() {
    return site;
  }

  String kind() {
    return kind;
  }

  @Override
  public int compareTo(SiteKey that) {
    int bySite = site.compareTo(that.site);
    return bySite != 0 ? bySite : kind.compareTo(that.kind);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SiteKey && compareTo((SiteKey) other) == 0;
  }

  @Override
  public int hashCode() {
    return site.hashCode() * 31 + kind.hashCode();
  }
}
