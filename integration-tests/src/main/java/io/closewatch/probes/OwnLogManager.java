package io.closewatch.probes;

import java.util.logging.LogManager;

/** A LogManager that is not the platform's. */
public final class OwnLogManager extends LogManager {}
