package io.closewatch.config;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;

/** The id of this process on Java 8 and newer. */
public final class ProcessId {

  /** The process id as this process itself sees it, or -1 if it cannot be found out. */
  public static long current() {
    // First the kernel: one readlink, and nothing of java.lang.management is loaded.
    try {
      return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
    } catch (IOException | NumberFormatException | SecurityException notLinux) {
      return ofProcessHandle();
    }
  }

  private static long ofProcessHandle() {
    try {
      Class<?> type = Class.forName("java.lang.ProcessHandle");
      Object handle = type.getMethod("current").invoke(null);
      return (Long) type.getMethod("pid").invoke(handle);
    } catch (ClassNotFoundException java8) {
      return ofRuntimeName();
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException
        | SecurityException e) {
      return -1;
    }
  }

  private static long ofRuntimeName() {
    try {
      String name = ManagementFactory.getRuntimeMXBean().getName();
      int at = name.indexOf('@');
      return Long.parseLong(at < 0 ? name : name.substring(0, at));
    } catch (NumberFormatException | SecurityException unknown) {
      return -1;
    }
  }

  private ProcessId() {}
}
