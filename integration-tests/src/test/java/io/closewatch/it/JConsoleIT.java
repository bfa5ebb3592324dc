package io.closewatch.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JConsoleIT {
  @Test
  void explore() throws Exception {
    Path pictures = Files.createDirectories(Path.of("target/jconsole")).toAbsolutePath();
    Jdk jdk = JConsole.find().get();
    try (XDisplay display = XDisplay.start(XDisplay.find().get());
        RunningApp app =
            AgentJvm.on(jdk)
                .probe("Watched")
                .classPath(PoolSet.jars("client-4.5.14"))
                .agent()
                .start()
                .awaitReady();
        JConsole console = JConsole.start(jdk, display, app.pid())) {
      long t0 = System.currentTimeMillis();
      console.awaits(t -> t.contains("Insecure connection"), "texts");
      console.does("picture", pictures + "/insecure.png");
      console.does("press", "Insecure connection");
      console.does("tab", "MBeans");
      System.out.println("connected " + (System.currentTimeMillis() - t0));
      System.out.println(console.awaits(n -> !n.isEmpty(), "nodes", "io.closewatch"));
      console.does("select", "io.closewatch", "Agent", "Attributes");
      console.awaits(r -> r.size() > 3, "rows").forEach(System.out::println);
      console.does("picture", pictures + "/agent.png");
      console.does("doubleClick", "Options", "1");
      console.does("picture", pictures + "/options.png");
      System.out.println(console.ask("within", "Options"));
      console.does("select", "io.closewatch", "Sockets", "Attributes");
      console.awaits(r -> r.size() > 15, "rows").forEach(System.out::println);
      console.does("picture", pictures + "/sockets.png");
      console.does("doubleClick", "Sites", "1");
      console.does("picture", pictures + "/sites.png");
      System.out.println(console.ask("within", "Sites"));
      console.does("pressWithin", "Sites", ">");
      console.does("picture", pictures + "/sites2.png");
      System.out.println(console.ask("within", "Sites"));
      console.does("select", "io.closewatch", "Agent", "Attributes");
      console.does("select", "io.closewatch", "Sockets", "Attributes");
      console.awaits(r -> r.size() > 15, "rows");
      console.does("doubleClick", "CloseWait", "1");
      console.does("picture", pictures + "/plot0.png");
      console.does("select", "io.closewatch", "Report", "Operations");
      console.awaits(r -> r.size() > 3, "operations").forEach(System.out::println);
      console.does("picture", pictures + "/operations.png");
      for (String op : List.of("report", "findings", "scanNow", "dumpText")) {
        console.does("press", op);
        console.awaits(r -> !r.isEmpty(), "result").forEach(System.out::println);
        console.does("picture", pictures + "/" + op + ".png");
        console.does("press", "OK");
      }
      console.does("select", "io.closewatch", "Report", "Operations", "findings");
      console.awaits(r -> r.size() > 3, "rows").forEach(System.out::println);
      console.does("picture", pictures + "/findings-operation.png");
      console.does("select", "io.closewatch", "Sockets", "Attributes", "CloseWait");
      console.awaits(r -> r.size() > 3, "rows").forEach(System.out::println);
      console.does("picture", pictures + "/attribute.png");
      console.does("select", "io.closewatch", "Sockets");
      console.does("picture", pictures + "/bean.png");
      console.does("select", "io.closewatch", "Sockets", "Notifications");
      console.does("press", "Subscribe");
      console.awaits(t -> t.contains("Notifications[0]"), "nodes", "io.closewatch", "Sockets");
      app.send("more");
      console.awaits(r -> !r.isEmpty(), "rows").forEach(System.out::println);
      console.does("picture", pictures + "/notifications.png");
      console.does("doubleClick", "io.closewatch.leak.detected", "2");
      console.does("picture", pictures + "/notification-data.png");
      System.out.println(console.ask("within", "io.closewatch.leak.detected"));
      System.out.println(
          console.awaits(n -> !n.isEmpty(), "nodes", "io.closewatch", "HttpPool"));
    }
  }
}
