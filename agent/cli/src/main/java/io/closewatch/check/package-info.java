/**
 * The verb {@code check}: reads JSON reports, holds them against a baseline, and says in the
 * formats of build servers what is new. Loaded by the command line only.
 */
package io.closewatch.check;
