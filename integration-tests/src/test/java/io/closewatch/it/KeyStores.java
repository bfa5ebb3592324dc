package io.closewatch.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Self-signed keys for TLS on loopback, made by a JDK's own keytool. */
final class KeyStores {

  /** A PKCS12 key store that JDK 8 can read too; its password is {@code changeit}. */
  static synchronized Path selfSigned(Jdk jdk) {
    Path file = Build.newDirectory("tls").resolve("keystore.p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  jdk.tool("keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "RSA",
                  "-keysize",
                  "2048",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  "changeit",
                  "-keypass",
                  "changeit",
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes());
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        throw new IllegalStateException("keytool: " + output);
      }
      return file;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStores() {}
}
