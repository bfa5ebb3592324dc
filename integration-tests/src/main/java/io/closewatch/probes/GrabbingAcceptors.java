package io.closewatch.probes;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that accept as fast as they can, whether a descriptor is free or not: whatever somebody
 * else gives back for a moment, they take. After some seconds enough for all is given back.
 */
final class GrabbingAcceptors {

  private static final int WAITING = 40;
  private static final List<Socket> ACCEPTED = Collections.synchronizedList(new ArrayList<>());
  private static final List<FileInputStream> FILES = new ArrayList<>();
  private static final CountDownLatch BEGIN = new CountDownLatch(1);

  public static void main(String[] args) throws Exception {
    Notifications heard = Notifications.ofAgent();
    ServerSocket listener = new ServerSocket(0, 2 * WAITING, InetAddress.getLoopbackAddress());
    acceptOne(listener);
    for (int i = 0; i < WAITING; i++) {
      connect(listener);
    }
    for (int i = 0; i < 2; i++) {
      Thread acceptor = new Thread(() -> accept(listener));
      acceptor.setDaemon(true);
      acceptor.start();
    }
    useUpAllDescriptors();
    BEGIN.countDown();
    String early = heard.next(3_000);
    for (FileInputStream file : FILES) {
      file.close();
    }
    System.out.println(early.equals("no notification") ? heard.next() : early);
    System.out.println(heard.next(0));
  }

  private static void acceptOne(ServerSocket listener) throws IOException {
    connect(listener);
    ACCEPTED.add(listener.accept());
  }

  private static void connect(ServerSocket listener) throws IOException {
    new Socket(listener.getInetAddress(), listener.getLocalPort()).close();
  }

  private static void accept(ServerSocket listener) {
    try {
      BEGIN.await();
    } catch (InterruptedException e) {
      return;
    }
    while (true) {
      try {
        ACCEPTED.add(listener.accept());
      } catch (IOException full) {
        // At once again: no descriptor that becomes free is to be missed.
      }
    }
  }

  private static void useUpAllDescriptors() {
    try {
      while (true) {
        FILES.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException full) {
      // what was wanted
    }
  }

  private GrabbingAcceptors() {}
}
