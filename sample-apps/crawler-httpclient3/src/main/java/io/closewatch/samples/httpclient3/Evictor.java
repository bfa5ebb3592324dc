package io.closewatch.samples.httpclient3;

import org.apache.commons.httpclient.HttpConnectionManager;
import org.apache.commons.httpclient.util.IdleConnectionTimeoutThread;

/** Closes what is idle in a pool before the server does. */
final class Evictor {

  static void start(HttpConnectionManager pool) {
    IdleConnectionTimeoutThread evictor = new IdleConnectionTimeoutThread();
    evictor.addConnectionManager(pool);
    evictor.setConnectionTimeout(300);
    evictor.setTimeoutInterval(200);
    evictor.start();
  }

  private Evictor() {}
}
