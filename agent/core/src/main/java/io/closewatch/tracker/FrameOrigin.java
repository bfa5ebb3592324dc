package io.closewatch.tracker;

/** Tells by the class name whose code a frame is. What is neither is taken for the application. */
public final class FrameOrigin {
  private static final String[] JDK = {
    "java.",
    "javax.",
    "sun.",
    "jdk.",
    "com.sun.",
    "io.closewatch.bootstrap.",
    "io.closewatch.instrumentation.",
    "io.closewatch.monitor.",
    "io.closewatch.tracker."
  };

  private static final String[] LIBRARIES = {
    "org.apache.http.",
    "org.apache.hc.",
    "org.apache.commons.httpclient.",
    "okhttp3.",
    "okio.",
    "io.netty.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.eclipse.jetty.",
    "io.undertow.",
    "org.xnio.",
    "org.springframework.",
    "feign.",
    "retrofit2.",
    "reactor.",
    "com.mysql.",
    "org.postgresql.",
    "org.mariadb.",
    "oracle.jdbc.",
    "oracle.net.",
    "com.zaxxer.hikari.",
    "redis.clients.",
    "io.lettuce.",
    "org.apache.kafka.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy."
  };

  /** The JDK, and the classes of this agent that run on application threads. */
  public static boolean isJdk(String className) {
    return startsWithAny(className, JDK);
  }

  /** A known library that opens sockets, or runs code, on behalf of the application. */
  public static boolean isLibrary(String className) {
    return startsWithAny(className, LIBRARIES);
  }

  private static boolean startsWithAny(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private FrameOrigin() {}
}
