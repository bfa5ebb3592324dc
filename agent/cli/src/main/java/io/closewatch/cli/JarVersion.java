package io.closewatch.cli;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the agent's jar. */
final class JarVersion implements IVersionProvider {
  private final File jar;

  JarVersion(File jar) {
    this.jar = jar;
  }

  @Override
  public String[] getVersion() {
    String version = null;
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
    } catch (IOException unreadable) {
      // The version is unknown then.
    }
    return new String[] {"closewatch " + (version == null ? "(unknown version)" : version)};
  }
}
