package io.closewatch.config;

/** The value of one option and where it came from. Immutable. */
final class Setting<T> {
  private final T value;
  private final Layer layer;

  Setting(T value, Layer layer) {
    this.value = value;
    this.layer = layer;
  }

  T value() {
    return value;
  }

  Layer layer() {
    return layer;
  }
}
