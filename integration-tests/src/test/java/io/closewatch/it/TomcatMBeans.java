package io.closewatch.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** What Tomcat itself says over JMX. */
final class TomcatMBeans {

  /** The names of all MBeans but the agent's, and how often each servlet was called. */
  static List<String> seen(AgentMBeans mbeans, TomcatServer tomcat)
      throws IOException, JMException {
    MBeanServerConnection server = mbeans.server();
    List<String> seen = new ArrayList<>();
    for (ObjectName name : server.queryNames(null, null)) {
      if (name.getDomain().equals("io.closewatch") || isOfOneThread(name)) {
        continue;
      }
      String line = tomcat.withoutAccident(name.getCanonicalName());
      if ("Servlet".equals(name.getKeyProperty("j2eeType"))) {
        line += " called " + server.getAttribute(name, "requestCount");
        line += ", failed " + server.getAttribute(name, "errorCount");
      }
      seen.add(line);
    }
    seen.sort(null);
    return seen;
  }

  /** Of those that process requests. */
  static int busyThreads(AgentMBeans mbeans) throws IOException, JMException {
    int busy = 0;
    for (ObjectName pool :
        mbeans.server().queryNames(new ObjectName("Catalina:type=ThreadPool,name=*"), null)) {
      busy += ((Number) mbeans.server().getAttribute(pool, "currentThreadsBusy")).intValue();
    }
    return busy;
  }

  /** How many there are depends on how many requests came at once. */
  private static boolean isOfOneThread(ObjectName name) {
    return "RequestProcessor".equals(name.getKeyProperty("type"));
  }

  /** The webapps that were stopped or loaded again and whose class loaders cannot be collected. */
  static List<String> awaitLoaders(AgentMBeans mbeans) throws JMException {
    ObjectName host = new ObjectName("Catalina:type=Host,host=localhost");
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> loaders(mbeans.server(), host), List::isEmpty);
  }

  private static List<String> loaders(MBeanServerConnection server, ObjectName host)
      throws IOException, JMException {
    return List.of(
        (String[])
            server.invoke(host, "findReloadedContextMemoryLeaks", new Object[0], new String[0]));
  }

  private TomcatMBeans() {}
}
