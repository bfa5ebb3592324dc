/** Files that tell Prometheus, the JMX exporter and Grafana what the MBeans mean. */
package io.closewatch.prometheus;
