package io.closewatch.benchmarks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** All benchmarks, in the order in which they run. */
final class Catalogue {
  /** Frames above an operation that is measured alone. */
  private static final String SHALLOW = "5";

  private static final String DEEP = Integer.toString(ConnectAcceptClose.FRAMES);

  static final List<Trial> ALL =
      Collections.unmodifiableList(
          Arrays.<Trial>asList(
              new Churn("connect-accept-close-1", 2_000, ConnectAcceptClose.class, "1"),
              new Churn("connect-accept-close-2", 2_000, ConnectAcceptClose.class, "2"),
              new Churn(
                  "channel-connect-accept-close-1", 2_000, ChannelConnectAcceptClose.class, "1"),
              new Churn(
                  "channel-connect-accept-close-2", 2_000, ChannelConnectAcceptClose.class, "2"),
              new Churn("channel-open-close", 10_000, ChannelOpenClose.class, SHALLOW),
              new Churn("channel-open-close-deep", 10_000, ChannelOpenClose.class, DEEP),
              new Churn("socket-bind-close", 5_000, SocketBindClose.class, SHALLOW),
              new Churn("accept-read-close", 2_000, AcceptReadClose.class),
              new Churn("channel-register-close", 5_000, ChannelRegisterClose.class, SHALLOW),
              new Churn("select-now", 100_000, SelectNow.class),
              new Churn("kept-alive", 10_000, KeptAlive.class),
              new Churn("lease-release-4-1", 1_000, PooledRequests4.class, "1"),
              new Churn("lease-release-4-2", 1_000, PooledRequests4.class, "2"),
              new Churn("lease-release-5-1", 1_000, PooledRequests5.class, "1"),
              new Churn("lease-release-5-2", 1_000, PooledRequests5.class, "2"),
              new PacedLeases("lease-pace-4-1", PacedLeases4.class, "1"),
              new PacedLeases("lease-pace-4-2", PacedLeases4.class, "2"),
              new PacedLeases("lease-pace-5-1", PacedLeases5.class, "1"),
              new PacedLeases("lease-pace-5-2", PacedLeases5.class, "2"),
              new HeapGrowth(),
              new LeaseHeapGrowth(),
              new ScanBesideSs(),
              new ScrapeOverhead(),
              new AgentThread(),
              new StartUp("start-up", HelloWorld.class),
              new StartUp("tomcat-start", TomcatStart.class),
              new TomcatRequests("tomcat-kept-alive", true),
              new TomcatRequests("tomcat-new-connections", false)));

  private Catalogue() {}
}
