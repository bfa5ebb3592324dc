package io.closewatch.tracker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The asynchronous requests that are open at one moment and were started at one line. Immutable.
 */
public final class AsyncRequestSite {
  private final Frame frame;
  private final Trace oldestTrace;
  private final String oldestThread;
  private final long[] agesMillis;
  private final List<String> webapps;

  /**
   * @param frame the line that started them
   * @param oldestTrace the stack that started the oldest one
   * @param oldestThread the thread that did
   * @param agesMillis how long ago each was started, in any order; at least one
   */
  public AsyncRequestSite(Frame frame, Trace oldestTrace, String oldestThread, long... agesMillis) {
    this(frame, oldestTrace, oldestThread, Collections.emptyList(), agesMillis.clone());
    Arrays.sort(this.agesMillis);
  }

  private AsyncRequestSite(
      Frame frame,
      Trace oldestTrace,
      String oldestThread,
      List<String> webapps,
      long[] agesMillis) {
    this.frame = frame;
    this.oldestTrace = oldestTrace;
    this.oldestThread = oldestThread;
    this.webapps = webapps;
    this.agesMillis = agesMillis;
  }

  /** The same in webapps whose names are known. */
  public AsyncRequestSite in(List<String> names) {
    return new AsyncRequestSite(
        frame,
        oldestTrace,
        oldestThread,
        Collections.unmodifiableList(new ArrayList<>(names)),
        agesMillis);
  }

  /** The webapp of each request for which it is known, in any order. */
  public List<String> webapps() {
    return webapps;
  }

  /**
   * The line of the application; where it has none on the stack, that of the framework which
   * started the request on its behalf.
   */
  public Frame frame() {
    return frame;
  }

  public Trace oldestTrace() {
    return oldestTrace;
  }

  public String oldestThread() {
    return oldestThread;
  }

  public int count() {
    return agesMillis.length;
  }

  /** How many were started longer ago than this. */
  public int countOlderThan(long millis) {
    int younger = 0;
    while (younger < agesMillis.length && agesMillis[younger] <= millis) {
      younger++;
    }
    return agesMillis.length - younger;
  }

  public long oldestMillis() {
    return agesMillis[agesMillis.length - 1];
  }
}
