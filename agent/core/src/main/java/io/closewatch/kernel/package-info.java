/**
 * The kernel stage: what Linux says of this process's sockets and descriptors, read from {@code
 * /proc/self}. The monitor calls {@link io.closewatch.kernel.KernelReader} from its one scan thread
 * (inside {@code doPrivileged}); diagnosis and reports see only the immutable values. This package
 * knows neither the tracker nor the hooks, starts no thread and logs nothing: what could not be
 * read is said in the {@link io.closewatch.kernel.KernelSnapshot}.
 */
package io.closewatch.kernel;
