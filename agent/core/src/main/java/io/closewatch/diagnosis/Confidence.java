package io.closewatch.diagnosis;

/** How sure a finding is. Only {@code CERTAIN} and {@code LIKELY} are leaks to a gate. */
public enum Confidence {
  CERTAIN,
  LIKELY,
  SUSPECT,
  INFO;

  public boolean isLeak() {
    return this == CERTAIN || this == LIKELY;
  }
}
