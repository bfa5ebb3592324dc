package io.closewatch.instrumentation.jdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The FileDescriptor of the instrumented SocketImpl; null before create() and, on 8 and 11, after
 * close().
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface ImplDescriptor {}
