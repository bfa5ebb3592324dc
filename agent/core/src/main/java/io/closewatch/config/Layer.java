package io.closewatch.config;

/** Where the value of an option came from; earlier layers win over later ones. */
public enum Layer {
  ARGUMENT("agent argument"),
  PROPERTY("system property"),
  ENVIRONMENT("environment"),
  FILE("config file"),
  DEFAULT("default");

  private final String label;

  Layer(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
