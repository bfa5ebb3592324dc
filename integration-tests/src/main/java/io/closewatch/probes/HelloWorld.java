package io.closewatch.probes;

/** The smallest program. */
final class HelloWorld {

  public static void main(String[] args) {
    System.out.println("hello");
  }

  private HelloWorld() {}
}
