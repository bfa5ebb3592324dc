package io.closewatch.instrumentation;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The version in the manifest of the agent jar. */
final class AgentVersion {

  static String of(File agentJar) {
    try (JarFile jar = new JarFile(agentJar, false)) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      return "unknown";
    }
  }

  private AgentVersion() {}
}
