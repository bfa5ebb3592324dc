package com.acme.pool;

/** Has the name of HttpCore's request and nothing else of it. */
public class LeaseRequest {}
