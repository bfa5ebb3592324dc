package io.closewatch.tracker;

/** What HttpClient 4 and 5 say of a route, without what says nothing. */
public final class Route {
  private static final String OLDEST = "HttpRoute[";
  private static final String DIRECT = "{}->";

  /**
   * {@code http://host:80} for {@code {}->[http://host:80]} of 5, and for {@code
   * HttpRoute[{}->http://host:80]} of 4.0. Proxies and tunnels stay as they are.
   */
  public static String plain(String route) {
    String hops = route;
    if (hops.startsWith(OLDEST) && hops.endsWith("]")) {
      hops = hops.substring(OLDEST.length(), hops.length() - 1);
    }
    if (hops.startsWith(DIRECT)) {
      hops = hops.substring(DIRECT.length());
    }
    StringBuilder text = new StringBuilder();
    for (String hop : hops.split("->", -1)) {
      boolean bracketed = hop.startsWith("[http") && hop.endsWith("]");
      text.append(text.length() == 0 ? "" : "->")
          .append(bracketed ? hop.substring(1, hop.length() - 1) : hop);
    }
    return text.toString();
  }

  private Route() {}
}
