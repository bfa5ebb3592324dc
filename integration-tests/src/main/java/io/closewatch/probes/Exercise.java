package io.closewatch.probes;

/**
 * Opens and closes TCP sockets in every way that the JDK offers. At the end none is open. A comment
 * {@code // opens N kind} says how many sockets of which kind a line opens; a line without it opens
 * none. Takes the key store for the TLS part.
 */
final class Exercise {

  public static void main(String[] args) throws Exception {
    SocketExercise.run();
    ChannelExercise.run();
    AsyncExercise.run();
    NoiseExercise.run();
    TlsExercise.run(args[0]);
    VirtualThreadExercise.run();
    OwnAgent.invoke("Report", "scanNow");
    System.out.println("open=" + OwnAgent.attribute("Sockets", "SocketsOpen"));
    StandardInput.awaitAfter("ready");
  }

  private Exercise() {}
}
