package io.closewatch.diagnosis;

/** What a pool holds for one route; -1 for what is not known. Immutable. */
public final class PoolRoute {
  private final String route;
  private final int leased;
  private final int available;
  private final int pending;
  private final int max;

  private PoolRoute(Builder builder) {
    this.route = builder.route;
    this.leased = builder.leased;
    this.available = builder.available;
    this.pending = builder.pending;
    this.max = builder.max;
  }

  public static Builder of(String route) {
    return new Builder(route);
  }

  public String route() {
    return route;
  }

  public int leased() {
    return leased;
  }

  public int available() {
    return available;
  }

  public int pending() {
    return pending;
  }

  public int max() {
    return max;
  }

  /** Sets one fact each; what is not set is unknown. */
  public static final class Builder {
    private final String route;
    private int leased = -1;
    private int available = -1;
    private int pending = -1;
    private int max = -1;

    private Builder(String route) {
      this.route = route;
    }

    public Builder leased(int value) {
      leased = value;
      return this;
    }

    public Builder available(int value) {
      available = value;
      return this;
    }

    public Builder pending(int value) {
      pending = value;
      return this;
    }

    public Builder max(int value) {
      max = value;
      return this;
    }

    public PoolRoute build() {
      return new PoolRoute(this);
    }
  }
}
