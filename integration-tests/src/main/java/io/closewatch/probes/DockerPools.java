package io.closewatch.probes;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The Docker client that hides an HttpClient 5: a careful user, then one that forgets three
 * responses and closes them when it is told to.
 */
final class DockerPools {

  public static void main(String[] args) throws IOException {
    try (IdleClosingServer server = IdleClosingServer.start()) {
      readAll(server.port());
      StandardInput.awaitAfter("clean");
      try (DockerHttpClient client = client(server.port())) {
        List<Response> responses = forget(client);
        StandardInput.awaitAfter("ready");
        giveBack(responses);
      }
      StandardInput.awaitAfter("given back");
    }
  }

  private static void readAll(int port) throws IOException {
    try (DockerHttpClient client = client(port)) {
      List<Response> responses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        responses.add(client.execute(page()));
      }
      giveBack(responses);
    }
  }

  private static List<Response> forget(DockerHttpClient client) {
    List<Response> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      responses.add(client.execute(page())); // lease: docker
    }
    return responses;
  }

  private static DockerHttpClient client(int port) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(URI.create("tcp://127.0.0.1:" + port))
        .maxConnections(6)
        .build();
  }

  private static Request page() {
    return Request.builder().method(Request.Method.GET).path("/20").build();
  }

  private static void giveBack(List<Response> responses) throws IOException {
    for (Response response : responses) {
      System.out.println(
          response.getStatusCode() + " " + Traffic.readAll(response.getBody()).length);
      response.close();
    }
  }

  private DockerPools() {}
}
