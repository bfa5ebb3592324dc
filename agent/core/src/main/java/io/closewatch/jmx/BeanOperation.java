package io.closewatch.jmx;

import java.util.Arrays;
import java.util.function.Function;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import org.jspecify.annotations.Nullable;

/** One operation: how it describes itself and what it does. Immutable. */
final class BeanOperation {
  private final MBeanOperationInfo info;
  private final Function<Object[], Object> body;

  /**
   * @param impact {@link MBeanOperationInfo#INFO} or {@link MBeanOperationInfo#ACTION}
   * @param body gets as many arguments as there are parameters; a text may be null
   */
  BeanOperation(
      String name,
      String returnType,
      int impact,
      String description,
      Function<Object[], Object> body,
      MBeanParameterInfo... parameters) {
    this.info = new MBeanOperationInfo(name, description, parameters, returnType, impact);
    this.body = body;
  }

  MBeanOperationInfo info() {
    return info;
  }

  boolean matches(String name, String[] signature) {
    String[] types =
        Arrays.stream(info.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    return info.getName().equals(name) && Arrays.equals(types, signature);
  }

  Object call(Object[] arguments) {
    if (arguments.length != info.getSignature().length) {
      throw new IllegalArgumentException(
          info.getName() + " takes " + info.getSignature().length + " arguments");
    }
    for (int i = 0; i < arguments.length; i++) {
      check(info.getSignature()[i], arguments[i]);
    }
    return body.apply(arguments);
  }

  /** The signature of a call was matched by its names, which may be those of other values. */
  private void check(MBeanParameterInfo parameter, @Nullable Object argument) {
    boolean fits =
        parameter.getType().equals("int")
            ? argument instanceof Integer
            : argument == null || argument instanceof String;
    if (!fits) {
      throw new IllegalArgumentException(
          info.getName()
              + ": give a value of type "
              + parameter.getType()
              + " for "
              + parameter.getName()
              + ". "
              + parameter.getDescription());
    }
  }
}
