package io.closewatch.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes in the boot loader where a SecurityManager keeps us from Unsafe: a method of the
 * JDK that everybody may call does it for us. No check stands between classes of the boot loader.
 *
 * <p>The method is {@code java.lang.Compiler.command}, which nobody uses and which does nothing.
 * Its class gets the code of {@link CompilerTemplate} and at once its own back. It is gone in 21,
 * and native in 8: there this throws.
 */
final class CompilerDetour implements ClassFileTransformer {

  /** In the template, in the place of the class file to define. */
  static final String CLASS_FILE = "class file, each char a byte";

  private static final String COMPILER = "java/lang/Compiler";
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  private final Class<?> compiler;
  private final byte[] body;

  private CompilerDetour(Class<?> compiler, byte[] body) {
    this.compiler = compiler;
    this.body = body;
  }

  /** Defines the classes in this order; whether it worked is to be looked up. */
  static void define(Instrumentation instrumentation, byte[] template, List<byte[]> classFiles)
      throws IOException, UnmodifiableClassException {
    Class<?> compiler = Compiler.class; // loaded here: in transform() it would load itself
    try {
      for (byte[] classFile : classFiles) {
        byte[] body = bodyThatDefines(classFile, template);
        new CompilerDetour(compiler, body).install(instrumentation);
        Compiler.command(null);
      }
    } finally {
      instrumentation.retransformClasses(compiler);
    }
  }

  private void install(Instrumentation instrumentation) throws UnmodifiableClassException {
    instrumentation.addTransformer(this, true);
    try {
      instrumentation.retransformClasses(compiler);
    } finally {
      instrumentation.removeTransformer(this);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> retransformed,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    // Both: for a class that is loaded meanwhile by the same thread, the JVM passes compiler too.
    return retransformed == compiler && COMPILER.equals(className) ? body : null;
  }

  /** The template under the JDK's names; they and the class file are all in the constant pool. */
  static byte[] bodyThatDefines(byte[] classFile, byte[] template) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(template));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(template.length + 2 * classFile.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong()); // magic and version
    int constants = in.readUnsignedShort();
    out.writeShort(constants);
    for (int i = 1; i < constants; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        out.writeUTF(replaced(in.readUTF(), classFile));
      } else {
        copy(in, out, sizeOf(tag));
      }
      if (tag == LONG || tag == DOUBLE) {
        i++; // they take two places
      }
    }
    copy(in, out, in.available());
    return bytes.toByteArray();
  }

  private static String replaced(String constant, byte[] classFile) {
    return constant.equals(CLASS_FILE)
        ? new String(classFile, StandardCharsets.ISO_8859_1)
        : constant
            .replace("io/closewatch/agent/CompilerTemplate", COMPILER)
            .replace("io/closewatch/agent/UnsafeTemplate", "jdk/internal/misc/Unsafe");
  }

  private static int sizeOf(int tag) {
    switch (tag) {
      case LONG:
      case DOUBLE:
        return 8;
      case 7: // class
      case 8: // string
      case 16: // method type
        return 2;
      case 15: // method handle
        return 3;
      default: // numbers, members, name and type, invokedynamic
        return 4;
    }
  }

  private static void copy(DataInputStream in, DataOutputStream out, int length)
      throws IOException {
    byte[] part = new byte[length];
    in.readFully(part);
    out.write(part);
  }
}
