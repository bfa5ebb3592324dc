package io.closewatch.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One run of {@code wrk} (Debian package wrk), one thread and 16 connections. */
final class Wrk {
  private static final String REQUESTS = "requests in";
  private static final String RATE = "Requests/sec:";

  private final long requests;
  private final double perSecond;

  private Wrk(long requests, double perSecond) {
    this.requests = requests;
    this.perSecond = perSecond;
  }

  static boolean isThere() {
    try {
      // Without a URL it prints its usage and ends.
      new ProcessBuilder("wrk").redirectErrorStream(true).start().getInputStream().close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** {@code keepAlive} false: one connection per request, which the server closes. */
  static Wrk run(String url, int seconds, boolean keepAlive)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(Arrays.asList("wrk", "-t1", "-c16", "-d" + seconds + "s"));
    if (!keepAlive) {
      command.addAll(Arrays.asList("-H", "Connection: close"));
    }
    command.add(url);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      output = lines.lines().map(String::trim).collect(Collectors.toList());
    }
    if (process.waitFor() != 0) {
      throw new IOException("wrk failed: " + output);
    }
    return parse(output);
  }

  static Wrk parse(List<String> output) throws IOException {
    String requests = null;
    String rate = null;
    for (String line : output) {
      if (line.startsWith("Socket errors:") || line.startsWith("Non-2xx")) {
        throw new IOException("not every request was answered: " + line);
      }
      if (line.contains(REQUESTS)) {
        requests = line.substring(0, line.indexOf(' '));
      } else if (line.startsWith(RATE)) {
        rate = line.substring(RATE.length()).trim();
      }
    }
    if (requests == null || rate == null) {
      throw new IOException("wrk printed no number of requests: " + output);
    }
    return new Wrk(Long.parseLong(requests), Double.parseDouble(rate));
  }

  long requests() {
    return requests;
  }

  double perSecond() {
    return perSecond;
  }
}
