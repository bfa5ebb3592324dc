package io.closewatch.instrumentation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class InstrumentationArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.closewatch");

  @Test
  void onlyThisModuleSeesByteBuddy() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.closewatch.instrumentation..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bytebuddy..")
        .check(CLASSES);
  }

  @Test
  void noStageKnowsItsInstrumentation() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.closewatch.instrumentation..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.closewatch.instrumentation..")
        .check(CLASSES);
  }

  @Test
  void hooksKnowNothingOfTheStagesBehindThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.closewatch.instrumentation.jdk..",
            "io.closewatch.instrumentation.servlet..",
            "io.closewatch.instrumentation.httpclient..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.closewatch.tracker..",
            "io.closewatch.kernel..",
            "io.closewatch.diagnosis..",
            "io.closewatch.report..",
            "io.closewatch.monitor..",
            "io.closewatch.jmx..")
        .check(CLASSES);
  }
}
