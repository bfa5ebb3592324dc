package io.closewatch.probes;

import java.net.URL;
import java.security.CodeSource;

/**
 * Says from where the application gets Byte Buddy and slf4j, and logs a line through the latter.
 */
final class OldLibraries {

  public static void main(String[] args) throws Exception {
    for (String name :
        new String[] {
          "net.bytebuddy.ByteBuddy", "org.slf4j.LoggerFactory", "picocli.CommandLine"
        }) {
      System.out.println(name + " " + origin(name));
    }
    try {
      Object logger =
          Class.forName("org.slf4j.LoggerFactory")
              .getMethod("getLogger", String.class)
              .invoke(null, "application");
      Class.forName("org.slf4j.Logger").getMethod("warn", String.class).invoke(logger, "a line");
    } catch (ClassNotFoundException e) {
      System.out.println("no slf4j");
    }
    StandardInput.awaitAfter("ready");
  }

  private static String origin(String name) {
    try {
      CodeSource source = Class.forName(name).getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? "boot" : location.getPath().replaceAll(".*/", "");
    } catch (ClassNotFoundException e) {
      return "absent";
    }
  }

  private OldLibraries() {}
}
