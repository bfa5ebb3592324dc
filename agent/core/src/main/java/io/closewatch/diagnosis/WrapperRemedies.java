package io.closewatch.diagnosis;

import io.closewatch.tracker.Frame;
import io.closewatch.tracker.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the caller of a library that uses an HTTP client underneath must close. */
final class WrapperRemedies {
  private static final Map<String, String> BY_PACKAGE = new LinkedHashMap<>();

  static {
    BY_PACKAGE.put(
        "feign.",
        "Close the feign.Response on every path, try (Response response = api.call()) { ... }, "
            + "also in an ErrorDecoder that reads its body. A method that returns feign.Response "
            + "leaves the connection to its caller; one that returns the decoded body does not. An "
            + "interceptor or decoder of your own that throws must close the response first.");
    String spring =
        "Close the ClientHttpResponse on every path where your own code holds it: an interceptor "
            + "that throws, or returns another response, after execution.execute(..) must call "
            + "response.close() first. A ResponseExtractor or an exchange() function must read the "
            + "body or close the response, and a ResponseErrorHandler must not fail before it. A "
            + "body returned as Resource or InputStream must be closed by whoever gets it.";
    BY_PACKAGE.put("org.springframework.web.client.", spring);
    BY_PACKAGE.put("org.springframework.http.client.", spring);
    String jaxRs =
        "Close the javax.ws.rs (or jakarta.ws.rs) Response on every path, in a finally block or in "
            + "try-with-resources where it is AutoCloseable, also when its status is an error: "
            + "readEntity(InputStream.class) does not close it. A filter that throws must close "
            + "the response first.";
    BY_PACKAGE.put("org.glassfish.jersey.", jaxRs);
    BY_PACKAGE.put("com.sun.jersey.", jaxRs);
    BY_PACKAGE.put("org.jboss.resteasy.", jaxRs);
    String aws =
        "Close the ResponseInputStream (S3Object of version 1) in try-with-resources, and read it "
            + "to the end, or call its abort() if the rest is not wanted.";
    BY_PACKAGE.put("software.amazon.awssdk.", aws);
    BY_PACKAGE.put("com.amazonaws.", aws);
    BY_PACKAGE.put(
        "com.google.api.client.",
        "Call response.disconnect() on the com.google.api.client.http.HttpResponse in a finally "
            + "block, also after an error status.");
  }

  /** For a stack that reaches the HTTP library through a known wrapper; else null. */
  static @Nullable String of(Trace lease) {
    List<Frame> frames = lease.frames();
    int end = lease.siteIndex() < 0 ? frames.size() : lease.siteIndex();
    String remedy = null;
    for (Frame frame : frames.subList(0, end)) {
      for (Map.Entry<String, String> wrapper : BY_PACKAGE.entrySet()) {
        if (frame.className().startsWith(wrapper.getKey()) && !isHttpClient(frame)) {
          remedy = wrapper.getValue(); // the outermost is the one that the application called
        }
      }
    }
    return remedy;
  }

  /** The SDKs bring relocated copies of the HTTP library within their own packages. */
  private static boolean isHttpClient(Frame frame) {
    return frame.className().contains(".thirdparty.") || frame.className().contains(".shaded.");
  }

  private WrapperRemedies() {}
}
