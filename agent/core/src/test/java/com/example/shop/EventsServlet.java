package com.example.shop;

import io.closewatch.bootstrap.RequestEvents;
import org.apache.catalina.connector.FakeRequest;

/** Two servlet methods of an application. */
public final class EventsServlet {

  public static void doGet(RequestEvents events, Object context) {
    FakeRequest.startAsync(events, context);
  }

  public static void doPost(RequestEvents events, Object context) {
    FakeRequest.startAsync(events, context);
  }

  private EventsServlet() {}
}
