package io.closewatch.instrumentation;

/**
 * What is hooked in one type of a library that programs carry along under package names of their
 * own. A type is taken for it by the end of its name and by what it declares: if all of the hook
 * points that are not optional meet a method. If only some do, it is a version that is not known,
 * and gets no hook at all; if none does, it is another type that happens to have that name.
 */
public interface RelocatedTypeInstrumentation extends TypeInstrumentation {

  /** The last two segments of the binary name, such as {@code pool.AbstractConnPool}. */
  @Override
  String typeName();

  /** True if the report has to say that a version of it is not known. */
  boolean isPool();
}
