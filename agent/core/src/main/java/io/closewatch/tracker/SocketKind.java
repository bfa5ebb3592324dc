package io.closewatch.tracker;

import io.closewatch.bootstrap.SocketHooks;

/**
 * What a tracked socket is: its role, and the JDK family of classes that owns its fd. The order is
 * that of the hooks' kind numbers.
 */
public enum SocketKind {
  CLIENT_SOCKET("socket", Role.CLIENT, Family.SOCKET),
  ACCEPTED_SOCKET("accepted_socket", Role.ACCEPTED, Family.SOCKET),
  LISTENING_SOCKET("server_socket", Role.LISTENING, Family.SOCKET),
  CLIENT_CHANNEL("socket_channel", Role.CLIENT, Family.CHANNEL),
  ACCEPTED_CHANNEL("accepted_socket_channel", Role.ACCEPTED, Family.CHANNEL),
  LISTENING_CHANNEL("server_socket_channel", Role.LISTENING, Family.CHANNEL),
  CLIENT_ASYNC("async_socket_channel", Role.CLIENT, Family.ASYNC),
  ACCEPTED_ASYNC("accepted_async_socket_channel", Role.ACCEPTED, Family.ASYNC),
  LISTENING_ASYNC("async_server_socket_channel", Role.LISTENING, Family.ASYNC);

  /** Who started the connection. */
  public enum Role {
    CLIENT,
    ACCEPTED,
    LISTENING
  }

  /** The JDK classes that own the fd; only {@code SOCKET} is closed by the garbage collector. */
  public enum Family {
    SOCKET,
    CHANNEL,
    ASYNC
  }

  private static final SocketKind[] BY_NUMBER = values();

  private final String label;
  private final Role role;
  private final Family family;

  SocketKind(String label, Role role, Family family) {
    this.label = label;
    this.role = role;
    this.family = family;
  }

  /** The kind with the number that {@link SocketHooks} passes. */
  public static SocketKind of(int number) {
    return BY_NUMBER[number];
  }

  /** The number for {@link #of}. */
  @SuppressWarnings("EnumOrdinal") // the order is part of the contract with the hooks
  byte number() {
    return (byte) ordinal();
  }

  /** Lower-case name for reports, JMX and metrics, such as {@code socket_channel}. */
  public String label() {
    return label;
  }

  public Role role() {
    return role;
  }

  public Family family() {
    return family;
  }
}
