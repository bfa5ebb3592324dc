package org.apache.catalina.loader;

/** Bears the name of Tomcat's; it has the method that the agent asks. */
public abstract class WebappClassLoaderBase extends ClassLoader {
  private String contextName;

  protected WebappClassLoaderBase(String contextName) {
    this.contextName = contextName;
  }

  public String getContextName() {
    return contextName;
  }

  /** From now on it is as Tomcat's are after a stop. */
  public void stop() {
    contextName = "Unknown";
  }
}
