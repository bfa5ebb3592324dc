/** The MBeans of the agent: numbers as attributes, prose as operations. */
package io.closewatch.jmx;
