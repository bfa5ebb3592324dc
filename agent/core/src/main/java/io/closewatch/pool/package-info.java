/**
 * Reads the connection pools of HTTP libraries by reflection when a scan asks: on the thread that
 * scans, without a lock of the agent, and without compiling against any version of a library.
 */
package io.closewatch.pool;
