package io.closewatch.jmx;

import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.log.Log;
import io.closewatch.monitor.AgentControl;
import io.closewatch.report.PoolFigures;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;

/**
 * One MBean for each HTTP pool that is not shut down, up to a number: each is several time series
 * in a metrics store. Of more pools the heaviest get one, and keep it for as long as they live.
 * Registered on the monitor's thread, never on one of the application.
 */
final class PoolBeans {
  static final int MAX_BEANS = 50;

  private static final Logger logger = Log.of(PoolBeans.class);

  private final MBeanServer server;
  private final AgentControl control;
  private final Map<String, ObjectName> registered = new HashMap<>();

  PoolBeans(MBeanServer server, AgentControl control) {
    this.server = server;
    this.control = control;
  }

  /** Takes away the beans of pools that are gone, and adds those of new ones. Never throws. */
  @SuppressWarnings("removal") // a security manager may be there up to Java 23
  void refresh() {
    AccessController.doPrivileged(
        (PrivilegedAction<Boolean>)
            () -> {
              try {
                refresh(control.latest().snapshot().pools());
              } catch (RuntimeException e) {
                logger.debug("the MBeans of HTTP pools are not up to date", e);
              }
              return true;
            });
  }

  void removeAll() {
    registered.values().forEach(name -> JmxSurface.unregister(server, name));
    registered.clear();
  }

  private void refresh(HttpPools pools) {
    Set<String> open = new HashSet<>();
    for (PoolSnapshot pool : pools.pools()) {
      if (!pool.closed()) {
        open.add(pool.name());
      }
    }
    for (Iterator<Map.Entry<String, ObjectName>> i = registered.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, ObjectName> bean = i.next();
      if (!open.contains(bean.getKey())) {
        i.remove();
        JmxSurface.unregister(server, bean.getValue());
      }
    }
    open.removeAll(registered.keySet());
    if (!open.isEmpty() && registered.size() < MAX_BEANS) {
      addHeaviest(pools, open);
    }
  }

  private void addHeaviest(HttpPools pools, Set<String> missing) {
    for (PoolFigures figures : PoolFigures.heaviestFirst(pools)) {
      if (registered.size() < MAX_BEANS && missing.contains(figures.pool().name())) {
        add(figures);
      }
    }
  }

  private void add(PoolFigures figures) {
    String pool = figures.pool().name();
    try {
      ObjectName name =
          new ObjectName("io.closewatch:type=HttpPool,name=" + ObjectName.quote(pool));
      server.registerMBean(new PoolBean(control, figures), name);
      registered.put(pool, name);
    } catch (InstanceAlreadyExistsException taken) {
      // Somebody else's, and not ours to remove; tried again at the next scan.
    } catch (JMException | RuntimeException e) {
      logger.debug("no MBean for the HTTP pool {}", pool, e);
    }
  }
}
