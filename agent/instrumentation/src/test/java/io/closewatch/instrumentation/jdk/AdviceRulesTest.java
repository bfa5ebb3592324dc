package io.closewatch.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.instrumentation.TypeInstrumentation;
import io.closewatch.instrumentation.httpclient.HttpClientHooks;
import io.closewatch.instrumentation.servlet.ServletHooks;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of advice: static, no state, always suppressing, known to one type. */
class AdviceRulesTest {

  static Stream<Class<?>> adviceClasses() throws ClassNotFoundException {
    List<Class<?>> owners =
        new ArrayList<>(
            List.of(SocketImplAdvice.class, ChannelAdvice.class, FailedOpenAdvice.class));
    for (TypeInstrumentation type : JdkHooks.all()) {
      owners.add(type.getClass());
    }
    for (TypeInstrumentation type : HttpClientHooks.all()) {
      owners.add(type.getClass());
    }
    for (TypeInstrumentation type : ServletHooks.all()) {
      owners.add(type.getClass());
    }
    // Not public, and common to the pools.
    owners.add(Class.forName("io.closewatch.instrumentation.httpclient.PoolAdvice"));
    List<Class<?>> advice = new ArrayList<>();
    for (Class<?> owner : owners) {
      for (Class<?> nested : owner.getDeclaredClasses()) {
        if (nested.getSimpleName().endsWith("Advice")) {
          advice.add(nested);
        }
      }
    }
    assertThat(advice).hasSizeGreaterThan(10);
    return advice.stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("adviceClasses")
  void adviceIsPublicStaticAndWithoutState(Class<?> advice) {
    assertThat(Modifier.isPublic(advice.getModifiers())).isTrue();
    assertThat(Modifier.isStatic(advice.getModifiers())).isTrue();
    assertThat(advice.getDeclaredFields()).isEmpty();
    assertThat(advice.getDeclaredMethods())
        .allSatisfy(method -> assertThat(Modifier.isStatic(method.getModifiers())).isTrue());
  }

  @ParameterizedTest
  @MethodSource("adviceClasses")
  void adviceSuppressesWhateverItThrows(Class<?> advice) {
    for (Method method : advice.getDeclaredMethods()) {
      Advice.OnMethodEnter enter = method.getAnnotation(Advice.OnMethodEnter.class);
      Advice.OnMethodExit exit = method.getAnnotation(Advice.OnMethodExit.class);
      assertThat(enter != null || exit != null).as(method.toString()).isTrue();
      assertThat(enter != null ? enter.suppress() : exit.suppress()).isEqualTo(Throwable.class);
    }
  }

  @ParameterizedTest
  @MethodSource("adviceClasses")
  void adviceTakesJdkTypesOnly(Class<?> advice) {
    for (Method method : advice.getDeclaredMethods()) {
      assertThat(Arrays.asList(method.getParameterTypes()))
          .allSatisfy(
              type ->
                  assertThat(type.isPrimitive() || type.getName().startsWith("java.")).isTrue());
    }
  }
}
