/** The report directory: who may write what there, and how it is written. */
package io.closewatch.files;
