package io.closewatch.junit;

/** How reports name tests: {@code com.acme.PayTest.pays()}. */
final class TestName {
  private static final int MAX_LENGTH = 300;

  static String ofMethod(String className, String methodName) {
    return of(className + "." + methodName + "()");
  }

  /** One of several runs of a method: of a parameterized test, of a factory. */
  static String ofInvocation(String className, String methodName, String displayName) {
    return of(className + "." + methodName + "() " + displayName);
  }

  /** Names of parameterized tests have the arguments in them, however long. */
  static String of(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
  }

  private TestName() {}
}
