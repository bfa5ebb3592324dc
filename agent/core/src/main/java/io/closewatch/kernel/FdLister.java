package io.closewatch.kernel;

import java.io.IOException;

/** Lists the open descriptors of a process. */
interface FdLister {
  /** All descriptors in no order; fails when no descriptor is left for the directory itself. */
  int[] list() throws IOException;
}
