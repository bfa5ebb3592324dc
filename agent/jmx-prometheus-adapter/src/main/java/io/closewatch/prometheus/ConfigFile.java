package io.closewatch.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file for the user's monitoring; its text lies beside this class. */
public enum ConfigFile {
  /** Rules of the JMX exporter: MBeans to metrics. */
  RULES("jmx-exporter-rules.yaml"),
  /** Alert rules of Prometheus. */
  ALERTS("alerts.yaml"),
  /** A dashboard of Grafana, to be imported. */
  DASHBOARD("dashboard.json");

  private final String fileName;

  ConfigFile(String fileName) {
    this.fileName = fileName;
  }

  /** The whole text. */
  public String text() throws IOException {
    try (InputStream in = ConfigFile.class.getResourceAsStream(fileName)) {
      if (in == null) {
        throw new FileNotFoundException(fileName + " is not in the jar of the agent");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
  }
}
