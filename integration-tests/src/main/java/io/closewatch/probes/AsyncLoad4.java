package io.closewatch.probes;

import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.util.EntityUtils;

/** HttpAsyncClient 4: whoever asked waits for the answer, unless the request is cancelled. */
final class AsyncLoad4 implements AsyncLoad.Client {

  private static final int CONNECTIONS = 12;

  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom()
          .setMaxConnTotal(CONNECTIONS)
          .setMaxConnPerRoute(CONNECTIONS)
          .build();

  AsyncLoad4() {
    client.start();
  }

  @Override
  public String perform(Fate fate, String url) throws Exception {
    HttpGet request = new HttpGet(url);
    if (fate == Fate.NOT_BEGUN) {
      request.abort();
    }
    Future<HttpResponse> answer = client.execute(request, null);
    if (fate == Fate.ABORTED) {
      AsyncLoad.later(7, () -> answer.cancel(true));
    } else if (fate == Fate.CANCELLED) {
      AsyncLoad.later(20, () -> answer.cancel(true));
    }
    HttpResponse response = answer.get();
    HttpEntity entity = response.getEntity();
    return response.getStatusLine().getStatusCode()
        + " "
        + (entity == null ? 0 : EntityUtils.toByteArray(entity).length);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
