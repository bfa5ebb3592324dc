package io.closewatch.jmx;

import static io.closewatch.diagnosis.SamplePools.exhausted;
import static io.closewatch.diagnosis.SamplePools.leased;
import static io.closewatch.diagnosis.SamplePools.pool;
import static io.closewatch.diagnosis.SamplePools.pools;
import static io.closewatch.diagnosis.SamplePools.quiet;
import static org.assertj.core.api.Assertions.assertThat;

import io.closewatch.config.Config;
import io.closewatch.diagnosis.HttpPools;
import io.closewatch.diagnosis.PoolConnection;
import io.closewatch.diagnosis.PoolRoute;
import io.closewatch.diagnosis.PoolSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class PoolBeansTest {
  private final SampleReport sample = new SampleReport();
  private final FakeControl control = new FakeControl(sample.build());
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxSurface surface = new JmxSurface(control, Config.load(""), report -> "");

  @Test
  void aBeanShowsThePoolAsTheLastScanSawIt() throws Exception {
    surface.register(server);
    scan(pools(exhausted()));

    assertThat(values("PoolingHttpClientConnectionManager-1"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("Leased", 5L),
                Map.entry("Available", 2L),
                Map.entry("Pending", 3L),
                Map.entry("Max", 7L),
                Map.entry("Ghosts", 1L),
                Map.entry("OldestLeaseSeconds", 200.0),
                Map.entry("EvictedSecondsAgo", -1.0),
                Map.entry("LeasesTotal", 4711L),
                Map.entry("TimedOutTotal", 7L),
                Map.entry("Library", "Apache HttpClient 4.5.14"),
                Map.entry("CreatedAt", "com.acme.Http.client(Http.java:12)"),
                Map.entry("Problem", ""),
                Map.entry("LockBusy", false),
                Map.entry(
                    "LeaseSites",
                    "{com.acme.Crawler.fetch(Crawler.java:42)=leased 4 oldest_seconds 200,"
                        + " com.acme.Feed.poll(Feed.java:7)=leased 1 oldest_seconds 2}"),
                Map.entry(
                    "Routes",
                    "{{tls}->http://proxy:3128->https://shop.example:443=available 2 leased 0 max 5"
                        + " peer 10.0.0.9:3128 pending 0,"
                        + " {}->http://localhost:8081=available 0 leased 5 max 5 peer  pending 3}")));

    scan(pools(pool("PoolingHttpClientConnectionManager-1").evictedMillis(2_500).build()));

    assertThat(values("PoolingHttpClientConnectionManager-1"))
        .containsEntry("Leased", 0L)
        .containsEntry("Available", -1L)
        .containsEntry("Max", -1L)
        .containsEntry("OldestLeaseSeconds", 0.0)
        .containsEntry("EvictedSecondsAgo", 2.5)
        .containsEntry("LeaseSites", "{}");
  }

  @Test
  void noAttributeIsEverNullOrNotSerializable() throws Exception {
    surface.register(server);
    scan(pools(exhausted(), PoolSnapshot.of("bare", exhausted().kind()).build()));

    for (String pool : List.of("PoolingHttpClientConnectionManager-1", "bare")) {
      AttributeList list = attributes(pool);
      assertThat(list.asList()).hasSize(15).extracting(Attribute::getValue).doesNotContainNull();
      try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
        out.writeObject(list);
        out.writeObject(server.getMBeanInfo(name(pool)));
      }
    }
  }

  @Test
  void beansComeAndGoWithThePools() throws Exception {
    scan(pools(quiet(1)));
    assertThat(shown()).isEmpty();
    surface.register(server);
    scan(pools(quiet(1), quiet(2)));
    assertThat(shown()).containsExactlyInAnyOrder(quietName(1), quietName(2));

    scan(pools(quiet(2), pool("shut").closed(true).leased(1).build()));
    assertThat(shown()).containsExactly(quietName(2));

    scan(HttpPools.NONE);
    assertThat(shown()).isEmpty();
    scan(pools(quiet(3)));
    surface.unregister();
    surface.refresh();
    assertThat(shown()).isEmpty();
  }

  @Test
  void aPoolThatIsGoneBeforeItsBeanIsShowsItsLastFigures() throws Exception {
    surface.register(server);
    scan(pools(exhausted()));
    sample.pools = HttpPools.NONE;
    control.latest = sample.build();

    assertThat(values(exhausted().name())).containsEntry("Leased", 5L);
  }

  @Test
  void theHeaviestPoolsGetABeanAndKeepIt() throws Exception {
    surface.register(server);
    List<PoolSnapshot> many = new ArrayList<>();
    IntStream.rangeClosed(2, 61).forEach(number -> many.add(quiet(number)));
    many.add(exhausted());
    scan(pools(many.toArray(new PoolSnapshot[0])));
    Set<String> first = shown();
    assertThat(first).hasSize(50).contains(exhausted().name(), quietName(50));
    assertThat(server.getAttribute(sockets(), "HttpPools")).isEqualTo(61L);
    assertThat(server.getAttribute(sockets(), "HttpPoolsWithoutBean")).isEqualTo(11L);

    many.add(pool("heavier").leased(100).pending(100).build());
    scan(pools(many.toArray(new PoolSnapshot[0])));
    assertThat(shown()).isEqualTo(first);

    many.removeIf(pool -> pool.name().equals(quietName(50)));
    scan(pools(many.toArray(new PoolSnapshot[0])));
    assertThat(shown()).hasSize(50).contains("heavier").doesNotContain(quietName(50));
  }

  @Test
  void aNameThatSomebodyElseHasIsLeftAlone() throws Exception {
    surface.register(server);
    FakeControl other = new FakeControl(control.latest);
    server.registerMBean(new AgentBean(other, Config.load(""), () -> 0), name(quietName(1)));

    scan(pools(quiet(1), quiet(2)));
    scan(HttpPools.NONE);
    surface.unregister();

    assertThat(server.getAttribute(name(quietName(1)), "Version")).isEqualTo("0.1.0");
    assertThat(shown()).containsExactly(quietName(1));
  }

  @Test
  void aNameOfAnyCharactersIsQuoted() throws Exception {
    surface.register(server);
    String hostile = "a\"b,c=d*e?\n\\-1";
    scan(pools(pool(hostile).leased(1).build()));

    assertThat(shown()).containsExactly(hostile);
    assertThat(values(hostile)).containsEntry("Leased", 1L);
  }

  @Test
  void tablesAreCut() throws Exception {
    surface.register(server);
    List<PoolConnection> connections = new ArrayList<>();
    List<PoolRoute> routes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      connections.add(leased("com.acme.C" + i + ".get(C.java:1)", 1_000L * i).build());
      routes.add(PoolRoute.of("{}->http://h" + i).leased(1).available(2).build());
    }
    scan(pools(pool("big").leased(30).connections(connections).routes(routes).build()));

    TabularData sites = (TabularData) server.getAttribute(name("big"), "LeaseSites");
    TabularData table = (TabularData) server.getAttribute(name("big"), "Routes");

    assertThat(sites.size()).isEqualTo(21);
    assertThat(sites.get(new Object[] {"other"}).get("leased")).isEqualTo(10L);
    assertThat(sites.get(new Object[] {"other"}).get("oldest_seconds")).isEqualTo(9L);
    assertThat(table.size()).isEqualTo(21);
    assertThat(table.get(new Object[] {"other"}).get("available")).isEqualTo(20L);
  }

  private void scan(HttpPools pools) {
    sample.pools = pools;
    control.latest = sample.build();
    surface.refresh();
  }

  private Set<String> shown() throws Exception {
    return server.queryNames(new ObjectName("io.closewatch:type=HttpPool,*"), null).stream()
        .map(name -> ObjectName.unquote(name.getKeyProperty("name")))
        .collect(Collectors.toSet());
  }

  private Map<String, Object> values(String pool) throws Exception {
    Map<String, Object> values = new TreeMap<>();
    for (Attribute attribute : attributes(pool).asList()) {
      Object value = attribute.getValue();
      values.put(attribute.getName(), value instanceof TabularData t ? text(t) : value);
    }
    return values;
  }

  private AttributeList attributes(String pool) throws Exception {
    String[] names =
        Arrays.stream(server.getMBeanInfo(name(pool)).getAttributes())
            .map(attribute -> attribute.getName())
            .toArray(String[]::new);
    return server.getAttributes(name(pool), names);
  }

  private static String text(TabularData table) {
    String index = table.getTabularType().getIndexNames().get(0);
    Map<String, String> rows = new TreeMap<>();
    for (Object row : table.values()) {
      CompositeData data = (CompositeData) row;
      rows.put(
          (String) data.get(index),
          data.getCompositeType().keySet().stream()
              .filter(column -> !column.equals(index))
              .map(column -> column + " " + data.get(column))
              .collect(Collectors.joining(" ")));
    }
    return rows.toString();
  }

  private static String quietName(int number) {
    return quiet(number).name();
  }

  private static ObjectName sockets() throws Exception {
    return new ObjectName("io.closewatch:type=Sockets");
  }

  private static ObjectName name(String pool) throws Exception {
    return new ObjectName("io.closewatch:type=HttpPool,name=" + ObjectName.quote(pool));
  }
}
