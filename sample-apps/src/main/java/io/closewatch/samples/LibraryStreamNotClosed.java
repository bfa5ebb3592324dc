package io.closewatch.samples;

import com.example.fetch.DocumentClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Closes every stream that it gets from a library, version 1.4.2 of example-fetch, whose streams do
 * not pass {@code close()} on to the connection.
 */
final class LibraryStreamNotClosed {

  private final DocumentClient documents;
  private final boolean clean;

  private LibraryStreamNotClosed(DocumentClient documents, boolean clean) {
    this.documents = documents;
    this.clean = clean;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PeerJvm server = PeerJvm.start(PageServer.class)) {
      DocumentClient documents = new DocumentClient(server.address());
      new LibraryStreamNotClosed(documents, Arrays.asList(args).contains("clean")).run();
      Hold.ready(args);
    }
  }

  private void run() throws IOException {
    for (int i = 1; i <= 6; i++) {
      System.out.println("document " + i + ": status " + status("/page/" + i));
    }
    if (clean) {
      documents.disconnect(); // the fix, until the library is mended
    }
  }

  private String status(String path) throws IOException {
    try (InputStream document = documents.open(path)) {
      StringBuilder status = new StringBuilder();
      for (int c = document.read(); c > ' '; c = document.read()) {
        status.append((char) c);
      }
      return status.toString();
    }
  }
}
