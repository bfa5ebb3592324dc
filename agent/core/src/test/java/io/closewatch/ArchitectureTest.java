package io.closewatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.closewatch.monitor.AgentControl;
import io.closewatch.monitor.FindingListener;
import io.closewatch.monitor.Operator;
import org.junit.jupiter.api.Test;

/** The order of the stages, and what an agent must never do to its host. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.closewatch");

  private static final String ENTRY = "io.closewatch.agent.ClosewatchAgent";

  @Test
  void dataFlowsOneWayThroughTheStages() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("base")
        .definedBy("io.closewatch.config..", "io.closewatch.log..")
        .layer("tracker")
        .definedBy("io.closewatch.tracker..")
        .layer("kernel")
        .definedBy("io.closewatch.kernel..")
        .layer("files")
        .definedBy("io.closewatch.files..")
        .layer("pool")
        .definedBy("io.closewatch.pool..")
        .layer("diagnosis")
        .definedBy("io.closewatch.diagnosis..")
        .layer("report")
        .definedBy("io.closewatch.report..")
        .layer("jmx")
        .definedBy("io.closewatch.jmx..")
        .layer("monitor")
        .definedBy("io.closewatch.monitor..")
        .whereLayer("base")
        .mayNotAccessAnyLayer()
        .whereLayer("tracker")
        .mayOnlyAccessLayers("base")
        .whereLayer("kernel")
        .mayOnlyAccessLayers("base")
        .whereLayer("files")
        .mayOnlyAccessLayers("base", "kernel")
        .whereLayer("pool")
        .mayOnlyAccessLayers("base", "tracker", "kernel", "diagnosis")
        .whereLayer("diagnosis")
        .mayOnlyAccessLayers("base", "tracker", "kernel")
        .whereLayer("report")
        .mayOnlyAccessLayers("base", "tracker", "kernel", "diagnosis")
        .whereLayer("jmx")
        .mayOnlyAccessLayers("base", "tracker", "kernel", "files", "diagnosis", "report", "monitor")
        .whereLayer("monitor")
        .mayOnlyAccessLayers("base", "tracker", "kernel", "files", "pool", "diagnosis", "report")
        .check(CLASSES);
  }

  @Test
  void surfacesSeeOfTheMonitorOnlyItsControls() {
    DescribedPredicate<JavaClass> rest =
        resideInAPackage("io.closewatch.monitor..")
            .and(DescribedPredicate.not(type(AgentControl.class)))
            .and(DescribedPredicate.not(type(Operator.class)))
            .and(DescribedPredicate.not(type(FindingListener.class)));
    noClasses()
        .that()
        .resideInAPackage("io.closewatch.jmx..")
        .should()
        .dependOnClassesThat(rest)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void bootLoaderClassesKnowTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage("io.closewatch.bootstrap..", "io.closewatch.agent..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "io.closewatch.bootstrap..",
            "io.closewatch.agent..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.closewatch.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingEndsTheJvmOfTheApplication() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ENTRY) // its main() is the command line
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheLogPrints() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.closewatch.log..")
        .and()
        .doNotHaveFullyQualifiedName(ENTRY) // nothing of the agent could be loaded
        .should()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void nothingTouchesJavaUtilLogging() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void platformBeansAreLeftAloneBelowTheSurfaces() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.closewatch.tracker..",
            "io.closewatch.kernel..",
            "io.closewatch.pool..",
            "io.closewatch.diagnosis..",
            "io.closewatch.report..",
            "io.closewatch.monitor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.management..")
        .check(CLASSES);
  }
}
