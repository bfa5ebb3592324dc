package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.instrumentation.jdk.JdkHooks;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

class HookTransformerTest {

  @Test
  void weavesEveryHookThatThisJdkMustHave() throws IOException {
    HookTransformer transformer = new HookTransformer(JdkHooks.all());
    for (TypeInstrumentation type : JdkHooks.all()) {
      byte[] classFile = classFile(type.typeName());
      if (classFile != null) {
        byte[] woven = transform(transformer, type.typeName(), classFile);
        if (!type.typeName().endsWith("Dispatcher")) { // declared in one of the two only
          assertThat(new String(woven, java.nio.charset.StandardCharsets.ISO_8859_1))
              .contains("io/closewatch/bootstrap/SocketHooks");
        }
      }
    }

    assertThat(HookCheck.problems(transformer, List.of())).isEmpty();
    assertThat(HookCheck.missingSignals(transformer.hooked())).isEmpty();
  }

  @Test
  void aSelectorThatCannotBeHookedCostsSignalsOnly() {
    HookTransformer transformer = new HookTransformer(JdkHooks.all());

    assertThat(transform(transformer, "sun.nio.ch.SelectorImpl", new byte[40])).isNull();
    assertThat(HookCheck.problems(transformer, new ArrayList<>()))
        .noneMatch(problem -> problem.contains("Selector"));
    assertThat(HookCheck.missingSignals(transformer.hooked()))
        .containsExactlyInAnyOrder(HookCheck.REGISTERED, HookCheck.SELECTING);
  }

  @Test
  void leavesOtherClassesAndOtherLoadersAlone() {
    HookTransformer transformer = new HookTransformer(JdkHooks.all());

    assertThat(transformer.transform(null, "java/lang/String", null, null, new byte[4])).isNull();
    assertThat(
            transformer.transform(
                getClass().getClassLoader(), "sun/nio/ch/NioSocketImpl", null, null, new byte[4]))
        .isNull();
    assertThat(transformer.failures()).isEmpty();
  }

  @Test
  void reportsAClassFileThatItCannotRead() {
    HookTransformer transformer = new HookTransformer(JdkHooks.all());

    assertThat(transform(transformer, "sun.nio.ch.NioSocketImpl", new byte[40])).isNull();
    assertThat(HookCheck.problems(transformer, new ArrayList<>()))
        .anySatisfy(p -> assertThat(p).startsWith("hooks of sun.nio.ch.NioSocketImpl failed"));
  }

  @Test
  void reportsAMethodThatIsGone() throws IOException {
    TypeInstrumentation changed =
        new TypeInstrumentation() {
          @Override
          public String typeName() {
            return "sun.nio.ch.SocketChannelImpl";
          }

          @Override
          public List<HookPoint> hookPoints() {
            return List.of(
                new HookPoint(
                    "SocketChannelImpl.<init>",
                    "io.closewatch.instrumentation.jdk.SocketCleanableInstrumentation$CleanupAdvice",
                    Advice.withCustomMapping(),
                    ElementMatchers.named("renamedByTheNextJdk")));
          }
        };
    HookTransformer transformer = new HookTransformer(List.of(changed));
    transform(transformer, changed.typeName(), classFile(changed.typeName()));

    assertThat(transformer.failures()).isEmpty();
    assertThat(HookCheck.problems(transformer, List.of()))
        .contains("hook SocketChannelImpl.<init> found no method");
  }

  private static byte[] transform(HookTransformer transformer, String type, byte[] classFile) {
    return transformer.transform(null, type.replace('.', '/'), null, null, classFile);
  }

  private static byte[] classFile(String type) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
