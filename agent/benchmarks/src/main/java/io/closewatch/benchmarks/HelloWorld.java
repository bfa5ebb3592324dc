package io.closewatch.benchmarks;

/** The shortest program there is: its wall time is the JVM's start-up. */
final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] args) {
    System.out.println("Hello, world");
  }
}
