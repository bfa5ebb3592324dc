package io.closewatch.jmx;

import java.util.Arrays;
import java.util.function.Function;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;

/** One operation: how it describes itself and what it does. Immutable. */
final class BeanOperation {
  private final MBeanOperationInfo info;
  private final Function<Object[], Object> body;

  /**
   * @param impact {@link MBeanOperationInfo#INFO} or {@link MBeanOperationInfo#ACTION}
   * @param body gets the arguments, which were matched against the parameters' types by name only
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
    return body.apply(arguments);
  }
}
