package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.bootstrap.SocketHooks;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntSupplier;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

/** Advice that fails must not change what the hooked method does, and must be counted. */
class ThrowingAdviceTest {

  /** Stands for a JDK type. */
  public static final class Target implements IntSupplier {
    @Override
    public int getAsInt() {
      return 7;
    }
  }

  /** Fails before and after the method. */
  @SuppressWarnings("unused")
  public static class FailingAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void enter() {
      throw new IllegalStateException("enter");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void exit() {
      throw new AssertionError("exit");
    }
  }

  private static final class Woven implements TypeInstrumentation {
    @Override
    public String typeName() {
      return Target.class.getName();
    }

    @Override
    public List<HookPoint> hookPoints() {
      return List.of(
          new HookPoint(
              "Target.getAsInt",
              FailingAdvice.class.getName(),
              Advice.withCustomMapping(),
              ElementMatchers.named("getAsInt")));
    }
  }

  /** Defines the woven class beside the original one. */
  private static final class Loader extends ClassLoader {
    Class<?> define(byte[] classFile) {
      return defineClass(Target.class.getName(), classFile, 0, classFile.length);
    }
  }

  @Test
  void isSwallowedAndCounted() throws Exception {
    HookTransformer transformer = new HookTransformer(List.of(new Woven()));
    String internalName = Target.class.getName().replace('.', '/');
    byte[] original;
    try (InputStream in = ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
      original = in.readAllBytes();
    }
    byte[] woven = transformer.transform(null, internalName, null, null, original);
    assertThat(transformer.failures()).isEmpty();
    IntSupplier target =
        (IntSupplier) new Loader().define(woven).getDeclaredConstructor().newInstance();
    long before = SocketHooks.suppressedErrors();

    assertThat(target.getAsInt()).isEqualTo(7);
    assertThat(SocketHooks.suppressedErrors() - before).isEqualTo(2);
    assertThat(SocketHooks.lastSuppressedError()).startsWith("java.lang.AssertionError");
  }
}
