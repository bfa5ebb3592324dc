package io.closewatch.probes;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Leaks three connections to itself at the address {@code args[0]}; {@code link-local} finds one.
 */
final class AddressLeak {
  private static final List<Socket> LEAKED = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    InetAddress address =
        args[0].equals("link-local") ? linkLocal() : InetAddress.getByName(args[0]);
    try (ServerSocket listener = new ServerSocket()) {
      listener.bind(new InetSocketAddress(address, 0));
      for (int i = 0; i < 3; i++) {
        LEAKED.add(new Socket(address, listener.getLocalPort())); // leak: all
        listener.accept().close();
      }
      System.out.println("port " + listener.getLocalPort());
    }
    StandardInput.awaitAfter("ready");
  }

  private static InetAddress linkLocal() throws IOException {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        if (address instanceof Inet6Address && address.isLinkLocalAddress()) {
          return address; // with the scope of its interface
        }
      }
    }
    throw new IOException("no interface has a link-local address");
  }

  private AddressLeak() {}
}
