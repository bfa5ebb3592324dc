package io.closewatch.probes;

/** The smallest program; stays for the given milliseconds, if any. */
final class HelloWorld {

  public static void main(String[] args) throws InterruptedException {
    System.out.println("hello");
    if (args.length > 0) {
      Thread.sleep(Long.parseLong(args[0]));
    }
  }

  private HelloWorld() {}
}
