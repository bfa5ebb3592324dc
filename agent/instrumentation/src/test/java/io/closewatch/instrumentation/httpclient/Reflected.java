package io.closewatch.instrumentation.httpclient;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Calls into a library that is only there in a class loader of its own. */
final class Reflected {
  private final ClassLoader loader;

  Reflected(ClassLoader loader) {
    this.loader = loader;
  }

  Object make(String type, Object... arguments) throws Exception {
    for (Constructor<?> constructor : loader.loadClass(type).getConstructors()) {
      if (fits(constructor.getParameterTypes(), arguments)) {
        return constructor.newInstance(arguments);
      }
    }
    throw new NoSuchMethodException(type);
  }

  /** A public static field. */
  Object constant(String type, String name) throws Exception {
    return loader.loadClass(type).getField(name).get(null);
  }

  Object callStatic(String type, String name, Object... arguments) throws Exception {
    return call(loader.loadClass(type), null, name, arguments);
  }

  static Object call(Object target, String name, Object... arguments) throws Exception {
    return call(target.getClass(), target, name, arguments);
  }

  /** An object of an interface whose methods do nothing, and return more of that. */
  Object proxy(String type) throws ClassNotFoundException {
    return proxy(loader.loadClass(type));
  }

  private Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        loader,
        new Class<?>[] {type},
        (proxy, method, arguments) -> nothing(method.getReturnType()));
  }

  private @Nullable Object nothing(Class<?> type) {
    if (type == void.class) {
      return null;
    }
    return type.isInterface() ? proxy(type) : Array.get(Array.newInstance(type, 1), 0);
  }

  private static Object call(Class<?> start, Object target, String name, Object... arguments)
      throws Exception {
    for (Class<?> type = start; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && !method.isBridge()
            && fits(method.getParameterTypes(), arguments)) {
          method.setAccessible(true);
          try {
            return method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
          }
        }
      }
    }
    throw new NoSuchMethodException(start + "." + name);
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class || types[i] == long.class || types[i] == boolean.class) {
        Class<?> boxed =
            types[i] == int.class ? Integer.class : types[i] == long.class ? Long.class : null;
        if (!(boxed == null ? Boolean.class : boxed).isInstance(arguments[i])) {
          return false;
        }
      } else if (arguments[i] != null && !types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }
}
