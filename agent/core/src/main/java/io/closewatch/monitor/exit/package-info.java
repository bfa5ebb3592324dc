/** The report at the end of the JVM. */
package io.closewatch.monitor.exit;
