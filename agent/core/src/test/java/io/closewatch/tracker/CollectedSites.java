package io.closewatch.tracker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sites some of whose sockets the garbage collector closed, for tests of other packages. */
public final class CollectedSites {

  /** Nine opened, two closed by code, seven by the collector. */
  public static SiteSnapshot of(Frame line, SocketKind kind, Trace opened) {
    return of(line, kind, 0, opened);
  }

  /** As above, but so many of the seven were lost by the library. */
  public static SiteSnapshot of(Frame line, SocketKind kind, int lost, @Nullable Trace opened) {
    return new SiteSnapshot(line, kind, "0123456789abcdef", 9, 2, 7, lost, 0, 5, opened, List.of());
  }

  private CollectedSites() {}
}
