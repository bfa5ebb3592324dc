/** The command line: attaches the agent to a running JVM and asks it for reports. */
package io.closewatch.cli;
