package io.closewatch.diagnosis;

/** The registration of a channel with a selector at the moment of a scan. Immutable. */
public final class SelectorSnapshot {
  private final int id;
  private final boolean registered;
  private final int interestOps;

  /**
   * @param id tells selectors of one process apart; has no meaning beyond that
   * @param registered true as long as the key is valid; close() of the channel cancels it
   * @param interestOps as {@link java.nio.channels.SelectionKey#interestOps}, or -1 if the key is
   *     cancelled
   */
  public SelectorSnapshot(int id, boolean registered, int interestOps) {
    this.id = id;
    this.registered = registered;
    this.interestOps = interestOps;
  }

  public int id() {
    return id;
  }

  public boolean isRegistered() {
    return registered;
  }

  public int interestOps() {
    return interestOps;
  }
}
