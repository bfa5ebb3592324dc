package io.closewatch.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The child's side of a benchmark: each line on standard input is a command, each is answered by
 * one {@link Reply}; the end of the input ends the JVM. A child can so be run by hand as well as in
 * turn with other children by the driver, and none outlives its driver.
 */
final class Lockstep {
  private Lockstep() {}

  /** Answers one command. */
  interface Command {
    Reply answer(String command) throws Exception;
  }

  /** A body that is timed per operation. */
  interface Workload {
    void run(int operations) throws Exception;
  }

  /** Each command is a number of operations; answers with nanoseconds per operation. */
  static void serveTimed(Workload workload) throws Exception {
    serve(command -> timed(workload, Integer.parseInt(command)));
  }

  static void serve(Command command) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(command.answer(line));
    }
  }

  private static Reply timed(Workload workload, int operations) throws Exception {
    long cpuStart = ProcessCpu.nanos();
    long start = System.nanoTime();
    workload.run(operations);
    long wall = System.nanoTime() - start;
    long cpu = ProcessCpu.nanos() - cpuStart;
    return Reply.of("wall", wall / (double) operations).and("cpu", cpu / (double) operations);
  }
}
