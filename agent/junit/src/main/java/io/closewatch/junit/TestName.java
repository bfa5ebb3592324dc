package io.closewatch.junit;

/** How reports name tests: {@code com.acme.PayTest.pays()}. */
final class TestName {
  private static final int MAX_LENGTH = 300;

  static String ofMethod(String className, String methodName) {
    return shortened(className + "." + methodName + "()");
  }

  /** One of several runs of a method: of a parameterized test, of a factory. */
  static String ofInvocation(String className, String methodName, String displayName) {
    return shortened(className + "." + methodName + "() " + displayName);
  }

  static String of(String text) {
    return shortened(text);
  }

  private static String shortened(String name) {
    return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH - 3) + "...";
  }

  private TestName() {}
}
