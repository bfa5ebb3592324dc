package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.SiteSnapshot;
import io.closewatch.tracker.SocketKind;
import org.jspecify.annotations.Nullable;

/** One line and one kind of socket: what two scans that made their own site objects agree on. */
final class SiteId {
  private final Frame frame;
  private final SocketKind kind;

  private SiteId(Frame frame, SocketKind kind) {
    this.frame = frame;
    this.kind = kind;
  }

  static SiteId of(SiteSnapshot site) {
    return new SiteId(site.frame(), site.kind());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SiteId
        && kind == ((SiteId) other).kind
        && frame.equals(((SiteId) other).frame);
  }

  @Override
  public int hashCode() {
    return frame.hashCode() * 31 + kind.hashCode();
  }
}
