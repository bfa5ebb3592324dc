package io.closewatch.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.SamplePools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.management.Descriptor;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularType;
import org.junit.jupiter.api.Test;

/** Scripts, rules of exporters and the screens of JConsole rest on these names and texts. */
class MBeanInfoTest {
  private static final String POOL = "HttpPool,name=\"PoolingHttpClientConnectionManager-1\"";

  @Test
  void namesTypesAndDescriptionsAreAsInTheGoldenFile() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    SampleReport sample = new SampleReport();
    sample.pools = SamplePools.pools(SamplePools.quiet(1));
    JmxSurface surface =
        new JmxSurface(new FakeControl(sample.build()), Config.load(""), report -> "");
    surface.register(server);
    surface.refresh();
    StringBuilder text = new StringBuilder();
    for (String type : new String[] {"Agent", "Sockets", "Report", POOL}) {
      ObjectName name = new ObjectName("io.closewatch:type=" + type);
      append(text, name, server.getMBeanInfo(name));
    }

    Path golden = Path.of("src/test/resources/jmx/mbeans.txt");

    assertThat(text.toString()).isEqualTo(Files.readString(golden));
  }

  private static void append(StringBuilder text, ObjectName name, MBeanInfo info) {
    text.append(name).append(": ").append(info.getDescription()).append('\n');
    for (var attribute : info.getAttributes()) {
      text.append("  ").append(attribute.getName()).append(": ").append(attribute.getType());
      text.append(fields(attribute.getDescriptor())).append('\n');
      text.append("    ").append(attribute.getDescription()).append('\n');
      if (attribute.getDescriptor().getFieldValue("openType") instanceof TabularType table) {
        append(text, table);
      }
    }
    for (var operation : info.getOperations()) {
      append(text, operation);
    }
    for (var notification : info.getNotifications()) {
      text.append("  ! ").append(String.join(", ", notification.getNotifTypes())).append('\n');
      text.append("    ").append(notification.getDescription()).append('\n');
    }
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
}
