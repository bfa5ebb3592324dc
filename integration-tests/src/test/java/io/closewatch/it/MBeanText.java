package io.closewatch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularType;

/** What a client is told of an MBean, as core's golden file writes it. */
final class MBeanText {

  /** The golden file of core's unit test. */
  static String golden() throws IOException {
    return Files.readString(Build.root().resolve("agent/core/src/test/resources/jmx/mbeans.txt"));
  }

  static String of(String name, MBeanInfo info) {
    StringBuilder text = new StringBuilder();
    text.append(name).append(": ").append(info.getDescription()).append('\n');
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      text.append("  ").append(attribute.getName()).append(": ").append(attribute.getType());
      text.append(fields(attribute.getDescriptor())).append('\n');
      text.append("    ").append(attribute.getDescription()).append('\n');
      if (attribute.getDescriptor().getFieldValue("openType") instanceof TabularType table) {
        append(text, table);
      }
    }
    for (MBeanOperationInfo operation : info.getOperations()) {
      append(text, operation);
    }
    for (MBeanNotificationInfo notification : info.getNotifications()) {
      text.append("  ! ").append(String.join(", ", notification.getNotifTypes())).append('\n');
      text.append("    ").append(notification.getDescription()).append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, TabularType table) {
    CompositeType row = table.getRowType();
    for (String column : row.keySet()) {
      text.append("    | ").append(column);
      text.append(table.getIndexNames().contains(column) ? " (index)" : "").append(": ");
      text.append(row.getType(column).getTypeName()).append(". ");
      text.append(row.getDescription(column)).append('\n');
    }
  }

  private static void append(StringBuilder text, MBeanOperationInfo operation) {
    String parameters =
        Arrays.stream(operation.getSignature())
            .map(p -> p.getType() + " " + p.getName() + " \"" + p.getDescription() + "\"")
            .collect(Collectors.joining(", "));
    text.append("  ").append(operation.getName()).append('(').append(parameters).append("): ");
    text.append(operation.getReturnType());
    text.append(operation.getImpact() == MBeanOperationInfo.INFO ? " INFO" : " ACTION");
    text.append("\n    ").append(operation.getDescription()).append('\n');
  }

  private static String fields(Descriptor descriptor) {
    Map<String, Object> fields = new TreeMap<>();
    for (String field : descriptor.getFieldNames()) {
      if (!field.equals("openType")) {
        fields.put(field, descriptor.getFieldValue(field));
      }
    }
    return fields.isEmpty() ? "" : " " + fields;
  }

  private MBeanText() {}
}
