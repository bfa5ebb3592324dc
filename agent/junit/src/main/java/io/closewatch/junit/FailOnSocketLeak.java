package io.closewatch.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails each test that leaks a socket or a leased HTTP connection, with the line that opened it: on
 * a class each of its tests, and the class itself for what {@code @BeforeAll}, {@code @AfterAll}
 * and constructors leave behind; on a method this test.
 *
 * <pre>{@code
 * @FailOnSocketLeak
 * class PayTest {
 *   @Test
 *   void pays() { ... }
 * }
 * }</pre>
 *
 * <p>A test is judged right after it, by what was opened on its own thread, and while no other test
 * ran by all that was opened. An open connection that something still holds is no leak, nor is an
 * idle one in a pool: a test fails on evidence. What other extensions close only after the test is
 * closed in time if this annotation stands above theirs.
 *
 * <p>Needs closewatch as agent. Where it is not there, the JVM of the tests attaches it to itself
 * when the first such test runs; JVMs from 21 on print a warning then. {@code
 * -javaagent:closewatch-agent.jar} avoids that, and a test fails if neither is possible.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(FailOnSocketLeakExtension.class)
public @interface FailOnSocketLeak {

  /**
   * How long a test that left something suspicious may take to close it, such as by another thread.
   * A test that left nothing does not wait.
   */
  long graceMillis() default 2000;

  /**
   * What may leak: class names or {@code class.method} of any line of the stack that opened it,
   * with {@code *} for any text, such as {@code "com.acme.Legacy*"}.
   */
  String[] ignore() default {};
}
