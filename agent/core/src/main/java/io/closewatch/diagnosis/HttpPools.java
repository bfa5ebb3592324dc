package io.closewatch.diagnosis;

import io.closewatch.tracker.PoolSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The HTTP connection pools of the process at the moment of a scan. Immutable. */
public final class HttpPools {
  private final List<PoolSnapshot> pools;
  private final List<PoolSite> sites;
  private final List<String> problems;

  private HttpPools(Builder builder) {
    this.pools = Collections.unmodifiableList(new ArrayList<>(builder.pools));
    this.sites = Collections.unmodifiableList(new ArrayList<>(builder.sites));
    this.problems = Collections.unmodifiableList(new ArrayList<>(builder.problems));
  }

  public static Builder of() {
    return new Builder();
  }

  /** In the order in which they were met; closed ones only while connections are out of them. */
  public List<PoolSnapshot> pools() {
    return pools;
  }

  /** Who makes pools and what becomes of them. */
  public List<PoolSite> sites() {
    return sites;
  }

  /** What could not be seen, one sentence each without full stop. */
  public List<String> problems() {
    return problems;
  }

  /** A process without HTTP pools. */
  public static final HttpPools NONE = of().build();

  /** Sets one fact each; what is not set is unknown. */
  public static final class Builder {
    private List<PoolSnapshot> pools = Collections.emptyList();
    private List<PoolSite> sites = Collections.emptyList();
    private List<String> problems = Collections.emptyList();

    private Builder() {}

    public Builder pools(List<PoolSnapshot> value) {
      pools = value;
      return this;
    }

    public Builder sites(List<PoolSite> value) {
      sites = value;
      return this;
    }

    public Builder problems(List<String> value) {
      problems = value;
      return this;
    }

    public HttpPools build() {
      return new HttpPools(this);
    }
  }
}
