package io.closewatch.instrumentation.jdk;

import java.lang.reflect.Modifier;
import java.util.Collections;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.assign.primitive.PrimitiveBoxingDelegate;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import org.jspecify.annotations.Nullable;

/**
 * What the advice parameters marked with annotations of this package turn into. The int of a
 * FileDescriptor comes from {@code sun.nio.ch.IOUtil.fdVal}, public static native on 8 to 25 and
 * callable from code inlined into java.base without any change to modules; it crashes the VM on
 * null, so advice asks for the descriptor first.
 */
enum FdMapping implements Advice.OffsetMapping {
  IMPL_DESCRIPTOR {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      return new StackManipulation.Compound(MethodVariableAccess.loadThis(), descriptorField());
    }
  },
  IMPL_FD {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(), descriptorField(), fdVal());
    }
  },
  ARGUMENT_FD {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      return new StackManipulation.Compound(firstArgument(method, arguments), fdVal());
    }
  },
  ACCEPTED_FD {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      // The field is protected: outside java.net only reachable on an object of the instrumented
      // type itself.
      StackManipulation cast =
          type.getName().startsWith("java.net.")
              ? StackManipulation.Trivial.INSTANCE
              : TypeCasting.to(type);
      return new StackManipulation.Compound(
          firstArgument(method, arguments), cast, descriptorField(), fdVal());
    }
  },
  CHANNEL_FD {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      TypeDescription channel = type("sun.nio.ch.SelChImpl", INTERFACE);
      return new StackManipulation.Compound(
          firstArgument(method, arguments), TypeCasting.to(channel), fdValOf(channel));
    }
  },
  CHANNEL_FAMILY {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      FieldDescription family = declared(type, "family");
      return family == null ? NullConstant.INSTANCE : ofThis(family);
    }
  },
  IMPL_SERVER {
    @Override
    StackManipulation load(
        TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments) {
      FieldDescription isServer = declared(type, "isServer");
      if (isServer == null) {
        return ofThis(
            field("java.net.SocketImpl", "serverSocket", "java.net.ServerSocket", OWN_PACKAGE));
      }
      return new StackManipulation.Compound(
          ofThis(isServer),
          PrimitiveBoxingDelegate.forPrimitive(isServer.getType())
              .assignBoxedTo(
                  TypeDescription.ForLoadedType.of(Boolean.class).asGenericType(),
                  Assigner.DEFAULT,
                  Assigner.Typing.STATIC));
    }
  };

  private static final int OWN_PACKAGE = 0;
  private static final int INTERFACE = Modifier.PUBLIC | Modifier.INTERFACE | Modifier.ABSTRACT;

  abstract StackManipulation load(
      TypeDescription type, MethodDescription method, Advice.ArgumentHandler arguments);

  @Override
  public Target resolve(
      TypeDescription instrumentedType,
      MethodDescription instrumentedMethod,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(
        load(instrumentedType, instrumentedMethod, argumentHandler));
  }

  /** The parameter annotations of advice and what they mean. */
  static Advice.WithCustomMapping advice() {
    return Advice.withCustomMapping()
        .bind(ImplDescriptor.class, (Advice.OffsetMapping) IMPL_DESCRIPTOR)
        .bind(ImplFd.class, (Advice.OffsetMapping) IMPL_FD)
        .bind(ArgumentFd.class, (Advice.OffsetMapping) ARGUMENT_FD)
        .bind(AcceptedFd.class, (Advice.OffsetMapping) ACCEPTED_FD)
        .bind(ChannelFd.class, (Advice.OffsetMapping) CHANNEL_FD)
        .bind(ChannelFamily.class, (Advice.OffsetMapping) CHANNEL_FAMILY)
        .bind(ImplServer.class, (Advice.OffsetMapping) IMPL_SERVER);
  }

  private static StackManipulation firstArgument(
      MethodDescription method, Advice.ArgumentHandler arguments) {
    return MethodVariableAccess.REFERENCE.loadFrom(
        arguments.argument(method.getParameters().get(0).getOffset()));
  }

  /** {@code java.net.SocketImpl.fd}. */
  private static StackManipulation descriptorField() {
    return FieldAccess.forField(
            field("java.net.SocketImpl", "fd", "java.io.FileDescriptor", Modifier.PROTECTED))
        .read();
  }

  private static StackManipulation ofThis(FieldDescription field) {
    return new StackManipulation.Compound(
        MethodVariableAccess.loadThis(), FieldAccess.forField(field).read());
  }

  private static @Nullable FieldDescription declared(TypeDescription type, String name) {
    for (FieldDescription field : type.getDeclaredFields()) {
      if (field.getName().equals(name) && !field.isStatic()) {
        return field;
      }
    }
    return null;
  }

  private static FieldDescription field(String owner, String name, String type, int modifiers) {
    return new FieldDescription.Latent(
        type(owner),
        name,
        modifiers,
        type(type).asGenericType(),
        Collections.<AnnotationDescription>emptyList());
  }

  private static StackManipulation fdVal() {
    return MethodInvocation.invoke(
        new MethodDescription.Latent(
            type("sun.nio.ch.IOUtil"),
            new MethodDescription.Token(
                "fdVal",
                Modifier.PUBLIC | Modifier.STATIC,
                TypeDescription.ForLoadedType.of(int.class).asGenericType(),
                Collections.singletonList(type("java.io.FileDescriptor").asGenericType()))));
  }

  /** {@code SelChImpl.getFDVal()}: the only way to the number from any kind of channel. */
  private static StackManipulation fdValOf(TypeDescription channel) {
    return MethodInvocation.invoke(
        new MethodDescription.Latent(
            channel,
            new MethodDescription.Token(
                "getFDVal",
                Modifier.PUBLIC | Modifier.ABSTRACT,
                TypeDescription.ForLoadedType.of(int.class).asGenericType(),
                Collections.<TypeDescription.Generic>emptyList())));
  }

  private static TypeDescription type(String name) {
    return type(name, Modifier.PUBLIC);
  }

  /** A type by its name alone: nothing is loaded. */
  private static TypeDescription type(String name, int modifiers) {
    return new TypeDescription.Latent(
        name,
        modifiers,
        TypeDescription.ForLoadedType.of(Object.class).asGenericType(),
        Collections.<TypeDescription.Generic>emptyList());
  }
}
