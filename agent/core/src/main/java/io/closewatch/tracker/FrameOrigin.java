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

  /** Parts of the names that proxies get at run time, besides those of the JDK. */
  private static final String[] GENERATED = {
    "$$EnhancerBy", // CGLIB, Spring up to 5, Guice
    "$$FastClassBy",
    "$$SpringCGLIB$$",
    "$$Lambda",
    "$ByteBuddy$",
    "$HibernateProxy$",
    "_$$_", // Javassist, Weld
  };

  private static final String[] LIBRARY = {
    "org.apache.http.",
    "org.apache.hc.",
    "org.apache.commons.httpclient.",
    "org.apache.commons.net.",
    "org.apache.commons.dbcp.",
    "org.apache.commons.dbcp2.",
    "org.apache.commons.pool.",
    "org.apache.commons.pool2.",
    "org.apache.axis.",
    "org.apache.axis2.",
    "org.apache.cxf.",
    "org.apache.maven.wagon.",
    "org.apache.solr.client.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.tomcat.",
    "org.apache.kafka.",
    "org.apache.zookeeper.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.h2.",
    "org.jboss.jca.",
    "org.jboss.resteasy.",
    "org.springframework.",
    "org.postgresql.",
    "org.mariadb.",
    "org.elasticsearch.",
    "org.opensearch.",
    "jakarta.servlet.",
    "io.netty.",
    "io.undertow.",
    "org.xnio.",
    "io.lettuce.",
    "io.grpc.",
    "io.restassured.",
    "io.vertx.",
    "reactor.",
    "okhttp3.",
    "okio.",
    "retrofit2.",
    "feign.",
    "kong.unirest.",
    "redis.clients.",
    "com.mysql.",
    "com.mongodb.",
    "com.rabbitmq.",
    "com.zaxxer.hikari.",
    "com.mchange.v2.",
    "com.alibaba.druid.",
    "com.microsoft.sqlserver.jdbc.",
    "com.ning.http.",
    "com.github.dockerjava.",
    "com.mashape.unirest.",
    "com.amazonaws.",
    "software.amazon.awssdk.",
    "com.google.api.client.",
    "oracle.jdbc.",
    "oracle.net.",
    "oracle.ucp.",
    "kotlin.",
    "kotlinx.",
    "scala.",
    "groovy.",
    "org.codehaus.groovy.",
    "junit.",
    "org.junit.",
    "org.testng.",
    "org.apache.maven.surefire.",
    "org.gradle.",
    "worker.org.gradle.",
    "com.intellij.rt.",
    "org.eclipse.jdt.internal.junit.",
  };

  public static boolean isJdk(String className) {
    return startsWithAny(className, JDK);
  }

  public static boolean isLibrary(String className) {
    return startsWithAny(className, LIBRARY);
  }

  /** A proxy that was generated at run time: its package may be the application's. */
  static boolean isGenerated(String className) {
    if (className.indexOf('$') < 0) {
      return false;
    }
    int simple = className.lastIndexOf('.') + 1;
    int number = simple + "$Proxy".length();
    if (className.startsWith("$Proxy", simple)
        && number < className.length()
        && Character.isDigit(className.charAt(number))) {
      return true;
    }
    for (String part : GENERATED) {
      if (className.contains(part)) {
        return true;
      }
    }
    return false;
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
