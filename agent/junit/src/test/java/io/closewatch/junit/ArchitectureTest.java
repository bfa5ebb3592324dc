package io.closewatch.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** These classes live in the application's world. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.closewatch.junit");

  /** The agent is reached by reflection: what is linked could come from another loader. */
  @Test
  void needNothingButJavaAndJUnit() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.junit..", "io.closewatch.junit", "org.jspecify..")
        .check(CLASSES);
  }

  /** Runs of other engines have no Jupiter. */
  @Test
  void theListenerNeedsNoJupiter() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FailOnSocketLeak")
        .and()
        .doNotHaveSimpleName("FailOnSocketLeakExtension")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit.jupiter..")
        .check(CLASSES);
  }
}
