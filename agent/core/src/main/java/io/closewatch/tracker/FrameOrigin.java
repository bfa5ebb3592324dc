package io.closewatch.tracker;

/**
 * Tells from a class name whether a frame is the JDK's, closewatch's, a known library's, or the
 * application's.
 */
public final class FrameOrigin {
  private static final String[] JDK = {"java.", "javax.", "sun.", "jdk.", "com.sun."};

  private static final String[] AGENT = {
    "io.closewatch.bootstrap.", "io.closewatch.instrumentation.", "io.closewatch.tracker."
  };

  private static final String[] LIBRARY = {
    "org.apache.http.",
    "org.apache.hc.",
    "org.apache.commons.httpclient.",
    "org.apache.commons.net.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.apache.kafka.",
    "org.apache.zookeeper.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.springframework.",
    "org.postgresql.",
    "org.mariadb.",
    "org.elasticsearch.",
    "jakarta.servlet.",
    "io.netty.",
    "io.undertow.",
    "org.xnio.",
    "io.lettuce.",
    "io.grpc.",
    "io.vertx.",
    "reactor.",
    "okhttp3.",
    "okio.",
    "retrofit2.",
    "feign.",
    "redis.clients.",
    "com.mysql.",
    "com.mongodb.",
    "com.rabbitmq.",
    "com.zaxxer.hikari.",
    "com.amazonaws.",
    "software.amazon.awssdk.",
    "com.google.api.client.",
    "oracle.jdbc.",
    "oracle.net.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy.",
    "junit.",
    "org.junit.",
  };

  public static boolean isJdk(String className) {
    return startsWithAny(className, JDK);
  }

  public static boolean isLibrary(String className) {
    return startsWithAny(className, LIBRARY);
  }

  /** A frame of the hooks or of the tracker itself: never shown. */
  static boolean isAgent(String className) {
    return startsWithAny(className, AGENT);
  }

  static boolean startsWithAny(String className, String[] prefixes) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private FrameOrigin() {}
}
