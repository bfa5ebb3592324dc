package com.example.shaded.apache.http.pool;

import io.closewatch.pool.FakePool;

/** Stands for a relocated copy. */
public class AbstractConnPool extends FakePool {}
