package org.apache.catalina.connector;

import io.closewatch.bootstrap.RequestEvents;

/** Stands for the container. */
public final class FakeRequest {

  public static void startAsync(RequestEvents events, Object context) {
    events.asyncStarted(context);
  }

  private FakeRequest() {}
}
