/**
 * The agent's own logger: slf4j's interface, standard error, nothing of the application's setup.
 */
package io.closewatch.log;
