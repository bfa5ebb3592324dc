/** The options of the agent and the language of its attach commands. */
package io.closewatch.config;
