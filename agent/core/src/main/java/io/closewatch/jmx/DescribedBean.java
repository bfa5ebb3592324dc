package io.closewatch.jmx;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.Descriptor;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * An MBean put together from attributes and operations that carry their own descriptions. Not an
 * MXBean: that would turn a table into a map of its getters, and knows no descriptions.
 *
 * <p>No attribute is null, and reading one never throws: a metrics exporter reads all of them, and
 * a single failure would cost it the whole scrape.
 */
class DescribedBean implements DynamicMBean {
  private final String description;
  private final Map<String, BeanAttribute> attributes = new LinkedHashMap<>();
  private final List<BeanOperation> operations = new ArrayList<>();

  DescribedBean(String description) {
    this.description = description;
  }

  final void add(BeanAttribute attribute) {
    attributes.put(attribute.name(), attribute);
  }

  final void add(BeanOperation operation) {
    operations.add(operation);
  }

  @Override
  public final Object getAttribute(String name) throws AttributeNotFoundException {
    BeanAttribute attribute = attributes.get(name);
    if (attribute == null) {
      throw new AttributeNotFoundException("no attribute " + name);
    }
    return attribute.read();
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList list = new AttributeList();
    for (String name : names) {
      BeanAttribute attribute = attributes.get(name);
      if (attribute != null) {
        list.add(new Attribute(name, attribute.read()));
      }
    }
    return list;
  }

  @Override
  public final void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("all attributes are read-only");
  }

  @Override
  public final AttributeList setAttributes(AttributeList list) {
    return new AttributeList();
  }

  @Override
  public final Object invoke(
      String name, Object @Nullable [] arguments, String @Nullable [] signature)
      throws ReflectionException {
    String[] types = signature == null ? new String[0] : signature;
    for (BeanOperation operation : operations) {
      if (operation.matches(name, types)) {
        return invoke(operation, arguments == null ? new Object[0] : arguments);
      }
    }
    String wanted = name + Arrays.toString(types).replace('[', '(').replace(']', ')');
    throw new ReflectionException(new NoSuchMethodException(wanted), "no operation " + wanted);
  }

  /**
   * Runs with the agent's own permissions, not with those of whoever called. What a remote client
   * is thrown must be a class that it has, without a cause of any other class.
   */
  @SuppressWarnings("removal") // a security manager may be there up to Java 23
  private static Object invoke(BeanOperation operation, Object[] arguments) {
    try {
      return AccessController.doPrivileged(
          (PrivilegedAction<Object>) () -> operation.call(arguments));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(inLines(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(inLines(e.getMessage()));
    } catch (RuntimeException e) {
      throw new IllegalStateException("closewatch failed: " + e);
    }
  }

  /** JConsole's dialog gets as wide as the longest line, wider than the screen. */
  private static @Nullable String inLines(@Nullable String message) {
    return message == null ? null : message.replaceAll("(.{50,80}) (?=.{20})", "$1\n");
  }

  @Override
  public final MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributeInfos =
        attributes.values().stream().map(BeanAttribute::info).toArray(MBeanAttributeInfo[]::new);
    MBeanOperationInfo[] operationInfos =
        operations.stream().map(BeanOperation::info).toArray(MBeanOperationInfo[]::new);
    Descriptor constant = new ImmutableDescriptor("immutableInfo=true");
    return new MBeanInfo(
        Objects.requireNonNull(getClass().getName()),
        description,
        attributeInfos,
        null,
        operationInfos,
        notifications(),
        constant);
  }

  MBeanNotificationInfo[] notifications() {
    return new MBeanNotificationInfo[0];
  }
}
