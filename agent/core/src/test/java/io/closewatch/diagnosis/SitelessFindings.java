package io.closewatch.diagnosis;

import static io.closewatch.diagnosis.SocketFixtures.frame;
import static io.closewatch.diagnosis.SocketFixtures.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings at lines that open no socket themselves, for the tests of texts. */
public final class SitelessFindings {

  /** Of connections that the line never gave back. */
  public static Finding leases(Confidence confidence, int count, String line) {
    return finding(FindingKind.LEASE_NOT_RETURNED, confidence, count, line)
        .headline(count + " connections leased and never given back")
        .stacks(List.of(leased(count, line)));
  }

  /** Without a headline and stacks of its own. */
  public static Finding finding(
      FindingKind kind, Confidence confidence, int count, @Nullable String line) {
    return new Finding(
            kind,
            confidence,
            null,
            count,
            List.of(),
            "Pool PoolingHttpClientConnectionManager-1, route {}->http://localhost:8081: 5 of 5 leased.",
            List.of("oldest lease: 3m 20s ago"),
            "The pool counts them as in use.",
            "Close the response. Set a time-out too.")
        .at(line == null ? null : frame(line));
  }

  /** The same of one pool. */
  public static Finding of(Finding finding, String pool) {
    return finding.of(pool);
  }

  private static NamedStack leased(int count, String line) {
    return new NamedStack(
        "All " + count + " leased by thread \"worker-1\"",
        trace(
            2,
            "org.apache.http.pool.AbstractConnPool$2.get(AbstractConnPool.java:253)",
            "org.apache.http.impl.client.InternalHttpClient.doExecute(InternalHttpClient.java:185)",
            line,
            "com.acme.Crawler.run(Crawler.java:20)"),
        "and 1 other stack through the same line");
  }

  private SitelessFindings() {}
}
