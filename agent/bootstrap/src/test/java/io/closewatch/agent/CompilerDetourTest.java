package io.closewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class CompilerDetourTest {

  /** Else the JVM would refuse it in the place of the JDK's class. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void templateHasTheMembersOfTheClassItStandsInFor() throws ReflectiveOperationException {
    Class<?> compiler = Class.forName("java.lang.Compiler");

    assertThat(CompilerTemplate.class.getModifiers()).isEqualTo(compiler.getModifiers());
    assertThat(CompilerTemplate.class.getDeclaredFields()).isEmpty();
    assertThat(members(CompilerTemplate.class))
        .containsExactlyInAnyOrderElementsOf(members(compiler));
  }

  /** Else it would fail where it is linked, in the JVM of a user. */
  @Test
  void stubHasTheMethodsOfUnsafe() throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");

    assertThat(UnsafeTemplate.class.getDeclaredMethods()).hasSize(2);
    for (Method method : UnsafeTemplate.class.getDeclaredMethods()) {
      Method real = unsafe.getDeclaredMethod(method.getName(), method.getParameterTypes());
      assertThat(real.getReturnType().getSimpleName().replace("Unsafe", "UnsafeTemplate"))
          .isEqualTo(method.getReturnType().getSimpleName());
    }
  }

  @Test
  void bodyHasTheNamesOfTheJdkAndTheClassFile() throws IOException {
    byte[] classFile = new byte[256];
    for (int i = 0; i < classFile.length; i++) {
      classFile[i] = (byte) i;
    }
    List<String> before = texts(template());
    List<String> after = texts(CompilerDetour.bodyThatDefines(classFile, template()));

    assertThat(before).contains(CompilerDetour.CLASS_FILE);
    assertThat(after)
        .hasSameSizeAs(before)
        .contains("java/lang/Compiler", "jdk/internal/misc/Unsafe")
        .contains("()Ljdk/internal/misc/Unsafe;")
        .noneMatch(text -> text.matches(".*io/closewatch/.*Template.*"))
        .filteredOn(text -> text.length() == 256)
        .extracting(text -> text.getBytes(StandardCharsets.ISO_8859_1))
        .containsExactly(classFile);
  }

  @Test
  void whatIsNotInTheConstantPoolStaysAsItIs() throws IOException {
    byte[] template = template();
    byte[] body = CompilerDetour.bodyThatDefines(new byte[1], template);

    assertThat(rest(body)).isEqualTo(rest(template)).isNotEmpty();
  }

  @Test
  void aClassFileTooLargeForAConstantIsRefused() {
    assertThatExceptionOfType(UTFDataFormatException.class)
        .isThrownBy(() -> CompilerDetour.bodyThatDefines(new byte[70_000], template()));
  }

  private static List<String> members(Class<?> type) {
    return Stream.<Executable>concat(
            Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
        .map(Executable::toString)
        .map(text -> text.replace(type.getName(), "Type"))
        .toList();
  }

  private static byte[] template() throws IOException {
    try (InputStream in = CompilerTemplate.class.getResourceAsStream("CompilerTemplate.class")) {
      return in.readAllBytes();
    }
  }

  private static List<String> texts(byte[] classFile) throws IOException {
    List<String> texts = new ArrayList<>();
    readConstants(classFile, texts);
    return texts;
  }

  private static byte[] rest(byte[] classFile) throws IOException {
    return readConstants(classFile, new ArrayList<>()).readAllBytes();
  }

  private static DataInputStream readConstants(byte[] classFile, List<String> texts)
      throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipBytes(8);
    int constants = in.readUnsignedShort();
    for (int i = 1; i < constants; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.add(in.readUTF());
        case 7, 8 -> in.skipBytes(2);
        case 9, 10, 12 -> in.skipBytes(4);
        default -> throw new IOException("constant " + tag);
      }
    }
    return in;
  }
}
