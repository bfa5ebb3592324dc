package io.closewatch.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the kernel says of this process at one moment, without the rows that were joined to tracked
 * sockets. Immutable.
 */
public final class KernelSnapshot {
  private final String unavailable;
  private final FdUsage fds;
  private final Map<TcpState, Integer> states;
  private final List<TcpRow> listeners;
  private final List<TcpRow> notAccepted;
  private final List<UntrackedSocket> untracked;
  private final List<String> gaps;

  /** A picture without gaps. */
  public KernelSnapshot(
      String unavailable,
      FdUsage fds,
      Map<TcpState, Integer> states,
      List<TcpRow> listeners,
      List<TcpRow> notAccepted,
      List<UntrackedSocket> untracked) {
    this(
        unavailable,
        fds,
        states,
        listeners,
        notAccepted,
        untracked,
        Collections.<String>emptyList());
  }

  /**
   * @param unavailable "" if the TCP table and the fd table were read, else why not; then the lists
   *     are empty
   * @param states sockets of this process per TCP state
   * @param listeners rows in LISTEN of this process
   * @param notAccepted rows with inode 0 in ESTABLISHED or CLOSE_WAIT whose local port is that of a
   *     listener
   * @param untracked socket fds that were not in the set of tracked fds
   * @param gaps what could not be seen although the tables were read, one sentence each
   */
  public KernelSnapshot(
      String unavailable,
      FdUsage fds,
      Map<TcpState, Integer> states,
      List<TcpRow> listeners,
      List<TcpRow> notAccepted,
      List<UntrackedSocket> untracked,
      List<String> gaps) {
    this.unavailable = unavailable;
    this.fds = fds;
    EnumMap<TcpState, Integer> copy = new EnumMap<>(TcpState.class);
    copy.putAll(states);
    this.states = Collections.unmodifiableMap(copy);
    this.listeners = Collections.unmodifiableList(listeners);
    this.notAccepted = Collections.unmodifiableList(notAccepted);
    this.untracked = Collections.unmodifiableList(untracked);
    this.gaps = Collections.unmodifiableList(gaps);
  }

  public static KernelSnapshot unavailable(String why) {
    return new KernelSnapshot(
        why,
        FdUsage.UNKNOWN,
        Collections.emptyMap(),
        Collections.emptyList(),
        Collections.emptyList(),
        Collections.emptyList());
  }

  /**
   * The same without some untracked sockets: those that opened after the list of tracked ones was
   * made.
   */
  public KernelSnapshot withoutUntracked(Predicate<UntrackedSocket> known) {
    List<UntrackedSocket> rest = new ArrayList<>(untracked);
    return rest.removeIf(known)
        ? new KernelSnapshot(unavailable, fds, states, listeners, notAccepted, rest, gaps)
        : this;
  }

  /** The same with more that could not be seen. */
  public KernelSnapshot withGaps(Collection<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(gaps);
    all.addAll(more);
    return new KernelSnapshot(unavailable, fds, states, listeners, notAccepted, untracked, all);
  }

  public boolean isAvailable() {
    return unavailable.isEmpty();
  }

  /** Why the kernel's tables could not be read; "" if they could. */
  public String unavailableBecause() {
    return unavailable;
  }

  public FdUsage fds() {
    return fds;
  }

  public Map<TcpState, Integer> states() {
    return states;
  }

  public List<TcpRow> listeners() {
    return listeners;
  }

  public List<TcpRow> notAccepted() {
    return notAccepted;
  }

  public List<UntrackedSocket> untracked() {
    return untracked;
  }

  /** What could not be seen although the tables were read, one sentence each; mostly empty. */
  public List<String> gaps() {
    return gaps;
  }
}
