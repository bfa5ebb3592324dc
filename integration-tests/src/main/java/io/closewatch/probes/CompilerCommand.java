package io.closewatch.probes;

/** Calls the method that nobody calls. */
final class CompilerCommand {

  public static void main(String[] args) {
    System.out.println("command " + Compiler.command(args));
  }

  private CompilerCommand() {}
}
