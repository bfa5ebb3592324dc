package io.closewatch.probes.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A Spring Boot application that opens a socket for each request and never closes it; with {@code
 * --careful=true} it does. Ends when its standard input ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
@RestController
public class BootShop {

  /** So that the collector does not close them. */
  private static final Queue<Socket> OPEN = new ConcurrentLinkedQueue<>();

  private final boolean careful;
  private final int backend;

  /** Called by Spring. */
  public BootShop(Environment environment) {
    careful = environment.getProperty("careful", Boolean.class, false);
    backend = environment.getRequiredProperty("backend", Integer.class);
  }

  /** Called by the launcher of the executable jar. */
  public static void main(String[] args) throws IOException {
    try (ConfigurableApplicationContext context = SpringApplication.run(BootShop.class, args)) {
      System.out.println("port " + context.getEnvironment().getProperty("local.server.port"));
      System.out.println("ready");
      while (System.in.read() >= 0) {}
    }
  }

  @GetMapping("/price")
  public String price() throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    if (careful) {
      try (Socket socket = new Socket(host, backend)) {
        return ask(socket);
      }
    }
    Socket socket = new Socket(host, backend); // leak: one for each request
    OPEN.add(socket);
    return ask(socket);
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
