package org.springframework.web;

import io.closewatch.bootstrap.RequestEvents;
import org.apache.catalina.connector.FakeRequest;

/** Stands for a framework that starts requests after the application's method has returned. */
public final class FakeAsyncWebRequest {

  public static void startAsync(RequestEvents events, Object context) {
    FakeRequest.startAsync(events, context);
  }

  private FakeAsyncWebRequest() {}
}
