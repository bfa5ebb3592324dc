package io.closewatch.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: an IPv6 address in network order and a port. IPv4 is held as the mapped
 * form {@code ::ffff:a.b.c.d} and printed as {@code a.b.c.d}. Immutable.
 */
public final class Endpoint {
  private static final long MAPPED_PREFIX = 0x0000_FFFFL;

  private final long high;
  private final long low;
  private final int port;

  /**
   * @param high the first eight bytes of the address, network order
   * @param low the last eight bytes
   */
  public Endpoint(long high, long low, int port) {
    this.high = high;
    this.low = low;
    this.port = port;
  }

  /** An IPv4 endpoint; {@code address} is in network order, {@code 0x7F000001} for 127.0.0.1. */
  public static Endpoint ofIpv4(int address, int port) {
    return new Endpoint(0, MAPPED_PREFIX << 32 | (address & 0xFFFF_FFFFL), port);
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  public int port() {
    return port;
  }

  public boolean isIpv4() {
    return high == 0 && low >>> 32 == MAPPED_PREFIX;
  }

  /** The address alone: {@code 10.0.0.7}, {@code ::1}, {@code 2001:db8::5}. */
  public String host() {
    if (isIpv4()) {
      int v4 = (int) low;
      return (v4 >>> 24) + "." + (v4 >>> 16 & 0xFF) + "." + (v4 >>> 8 & 0xFF) + "." + (v4 & 0xFF);
    }
    return Ipv6Text.of(high, low);
  }

  /** {@code 10.0.0.7:80} or {@code [::1]:80}. */
  @Override
  public String toString() {
    return isIpv4() ? host() + ":" + port : "[" + host() + "]:" + port;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint
        && high == ((Endpoint) other).high
        && low == ((Endpoint) other).low
        && port == ((Endpoint) other).port;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low) * 31 + port;
  }
}
