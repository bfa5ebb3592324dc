package io.closewatch.pool;

import io.closewatch.tracker.PoolKind;
import java.net.URLClassLoader;

/** A blocking client of HttpClient 4 or 5, with the manager that a test wants. */
final class ClassicClient {
  private static final String V4 = "org.apache.http.";
  private static final String V5 = "org.apache.hc.client5.http.";

  private final URLClassLoader library;
  private final boolean five;
  private final Object client;
  private final Object manager;
  private final PoolKind kind;

  private ClassicClient(
      URLClassLoader library, boolean five, Object client, Object manager, PoolKind kind) {
    this.library = library;
    this.five = five;
    this.client = client;
    this.manager = manager;
    this.kind = kind;
  }

  static ClassicClient pooling4(String set) {
    URLClassLoader library = HttpLibrary.load(set);
    return of4(library, "impl.conn.PoolingHttpClientConnectionManager", PoolKind.POOL_4);
  }

  private static ClassicClient of4(URLClassLoader library, String manager, PoolKind kind) {
    Object made = Reflected.make(library, V4 + manager);
    return new ClassicClient(
        library, false, built(library, V4 + "impl.client.HttpClients", made), made, kind);
  }

  static ClassicClient strict5(String set) {
    return of5(HttpLibrary.load(set), "PoolingHttpClientConnectionManager", PoolKind.STRICT_5);
  }

  private static ClassicClient of5(URLClassLoader library, String manager, PoolKind kind) {
    Object made = Reflected.make(library, V5 + "impl.io." + manager);
    return new ClassicClient(
        library, true, built(library, V5 + "impl.classic.HttpClients", made), made, kind);
  }

  private static Object built(URLClassLoader library, String factory, Object manager) {
    Object builder = Reflected.callStatic(library, factory, "custom");
    Reflected.call(builder, "setConnectionManager", manager);
    return Reflected.call(builder, "build");
  }

  PoolKind kind() {
    return kind;
  }

  Object manager() {
    return manager;
  }

  Object pool() {
    return kind.isSingle() ? manager : Reflected.field(manager, "pool");
  }

  /** The response, with its connection still leased. */
  Object get(String url) {
    Object request =
        Reflected.make(
            library, five ? V5 + "classic.methods.HttpGet" : V4 + "client.methods.HttpGet", url);
    return Reflected.call(client, "execute", request);
  }

  /** Reads the response, so that its connection goes back. */
  void consume(Object response) {
    String entities = five ? "org.apache.hc.core5.http.io.entity." : V4 + "util.";
    Reflected.callStatic(
        library, entities + "EntityUtils", "consume", Reflected.call(response, "getEntity"));
  }
}
