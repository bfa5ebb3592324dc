package io.closewatch.jmx;

import io.closewatch.diagnosis.PoolSnapshot;
import io.closewatch.report.PoolFigures;
import io.closewatch.report.Report;
import javax.management.openmbean.TabularData;

/**
 * What one report says of one pool, made once so that each attribute is a plain read. Immutable.
 */
final class PoolValues {
  final Report source;
  final PoolSnapshot pool;
  final PoolFigures figures;
  final TabularData leaseSites;
  final TabularData routes;

  PoolValues(Report source, PoolFigures figures) {
    this.source = source;
    this.pool = figures.pool();
    this.figures = figures;
    this.leaseSites = PoolTables.leaseSites(figures);
    this.routes = PoolTables.routes(figures);
  }
}
