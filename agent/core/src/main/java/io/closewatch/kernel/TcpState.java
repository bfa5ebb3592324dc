package io.closewatch.kernel;

import org.jspecify.annotations.Nullable;

/** TCP states with the numbers of {@code include/net/tcp_states.h}; spelled as the kernel does. */
public enum TcpState {
  ESTABLISHED(0x01),
  SYN_SENT(0x02),
  SYN_RECV(0x03),
  FIN_WAIT1(0x04),
  FIN_WAIT2(0x05),
  TIME_WAIT(0x06),
  CLOSE(0x07),
  CLOSE_WAIT(0x08),
  LAST_ACK(0x09),
  LISTEN(0x0A),
  CLOSING(0x0B),
  NEW_SYN_RECV(0x0C);

  private static final TcpState[] BY_NUMBER = values();

  private final int number;

  TcpState(int number) {
    this.number = number;
  }

  /** The state with the kernel's number, or null if there is none. */
  public static @Nullable TcpState of(int number) {
    return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : null;
  }

  /** The kernel's number, 1 to 12. */
  public int number() {
    return number;
  }
}
