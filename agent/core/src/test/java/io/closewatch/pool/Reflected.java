package io.closewatch.pool;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Drives a library that the test is not compiled against. */
final class Reflected {
  static Object make(ClassLoader loader, String type, Object... arguments) {
    try {
      for (Constructor<?> constructor : loader.loadClass(type).getDeclaredConstructors()) {
        if (fits(constructor, arguments)) {
          constructor.setAccessible(true);
          return constructor.newInstance(arguments);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type, cause(e));
    }
    throw new AssertionError("no constructor of " + type);
  }

  static Object call(Object of, String name, Object... arguments) {
    return invoke(of.getClass(), of, name, arguments);
  }

  static Object callStatic(ClassLoader loader, String type, String name, Object... arguments) {
    try {
      return invoke(loader.loadClass(type), null, name, arguments);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoke(Class<?> type, Object of, String name, Object... arguments) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(name) && !method.isBridge() && fits(method, arguments)) {
          try {
            method.setAccessible(true);
            return method.invoke(of, arguments);
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, cause(e));
          }
        }
      }
    }
    throw new AssertionError("no " + name + " in " + type);
  }

  static Object constant(ClassLoader loader, String type, String name) {
    try {
      return loader.loadClass(type).getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The first of these fields that there is. */
  static Object field(Object of, String... names) {
    try {
      return fieldOf(of, names).get(of);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static void set(Object of, String name, Object value) {
    try {
      fieldOf(of, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Field fieldOf(Object of, String... names) {
    for (String name : names) {
      Field field = find(of, name);
      if (field != null) {
        return field;
      }
    }
    throw new AssertionError("no field " + names[0] + " in " + of.getClass());
  }

  private static Field find(Object of, String name) {
    for (Class<?> c = of.getClass(); c != null; c = c.getSuperclass()) {
      try {
        Field field = c.getDeclaredField(name);
        field.setAccessible(true);
        return field;
      } catch (NoSuchFieldException e) {
        // In a class above.
      }
    }
    return null;
  }

  private static boolean fits(Executable executable, Object... arguments) {
    Class<?>[] types = executable.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      boolean fits =
          arguments[i] == null
              ? !types[i].isPrimitive()
              : wrapped(types[i]).isInstance(arguments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> wrapped(Class<?> type) {
    return type == int.class
        ? Integer.class
        : type == long.class ? Long.class : type == boolean.class ? Boolean.class : type;
  }

  private static Throwable cause(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException ? e.getCause() : e;
  }

  private Reflected() {}
}
