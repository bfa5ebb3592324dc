package io.closewatch.samples.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service that asks a backend for each request. */
@SpringBootApplication
@RestController
public class Shop {

  /** So that the collector does not close them. */
  private static final Queue<Socket> OPEN = new ConcurrentLinkedQueue<>();

  @Value("${backend}")
  private int backend;

  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  /** Opens a socket for each request and never closes it. */
  @GetMapping("/leaky")
  public String leaky() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), backend); // leak: one for each request
    OPEN.add(socket);
    return ask(socket);
  }

  @GetMapping("/careful")
  public String careful() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      return ask(socket);
    }
  }

  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /price HTTP/1.1\r\nHost: backend\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
