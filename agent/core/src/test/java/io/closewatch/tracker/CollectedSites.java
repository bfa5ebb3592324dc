package io.closewatch.tracker;

/** Sites some of whose sockets the garbage collector closed, for tests of other packages. */
public final class CollectedSites {

  /** Nine opened, two closed by code, seven by the collector. */
  public static SiteSnapshot of(Frame line, SocketKind kind, Trace opened) {
    return new SiteSnapshot(line, kind, "0123456789abcdef", 9, 2, 7, 0, 5, opened);
  }

  private CollectedSites() {}
}
