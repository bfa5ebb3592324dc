package io.closewatch.instrumentation.jdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a plain SocketImpl knows of being a server's: its ServerSocket or null (8, 11), a Boolean
 * (13 to 17).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface ImplServer {}
