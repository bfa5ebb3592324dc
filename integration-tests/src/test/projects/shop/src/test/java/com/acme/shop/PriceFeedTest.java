package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PriceFeedTest {
  private static PriceServer server;
  private static PriceFeed feed;

  @BeforeAll
  static void start() throws IOException {
    server = new PriceServer();
    feed = new PriceFeed(server.port());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void articlesHaveAPrice() throws IOException {
    assertEquals(250, feed.subscribe("pen"));
    feed.cancel("pen");
  }

  @Test
  void unknownArticlesAreRefused() {
    assertThrows(FileNotFoundException.class, () -> feed.subscribe("unicorn"));
  }
}
