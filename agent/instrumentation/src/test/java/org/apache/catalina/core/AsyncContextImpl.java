package org.apache.catalina.core;

/** Has the name and the two methods of Tomcat's class; a type of its own stands for Tomcat's. */
public class AsyncContextImpl {

  /** Stands for types of the servlet API, which are named differently in javax and in jakarta. */
  public static final class Request {}

  private boolean original;

  public void setStarted(
      Object context, Request request, Request response, boolean originalRequestResponse) {
    if (context == null) {
      throw new IllegalStateException("not now");
    }
    synchronized (this) {
      original = originalRequestResponse;
    }
  }

  public boolean isStarted() {
    return original;
  }

  public void recycle() {
    original = false;
  }
}
