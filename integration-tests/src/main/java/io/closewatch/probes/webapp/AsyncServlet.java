package io.closewatch.probes.webapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Makes each request an asynchronous one; the careless one never completes it. */
public final class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync(); // leak: never completed
    context.setTimeout(0);
    if (Shop.isCareful(getServletContext())) {
      context.start(() -> answer(context));
    }
  }

  private static void answer(AsyncContext context) {
    try {
      context.getResponse().getWriter().print("answered");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      context.complete();
    }
  }
}
