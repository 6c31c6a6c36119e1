package dev.wipeit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape that docs/architecture.md describes. */
final class ArchitectureTest {

  private static final String ROOT = "dev.wipeit";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @CsvSource({
    "units, ''",
    "sys, ''",
    "method, units",
    "drive, sys units",
    "device, drive sys units",
    "media, sys device units",
    "checkpoint, device method units",
    "wipe, checkpoint media device method units",
    "journal, wipe checkpoint device method units",
    "history, journal wipe checkpoint device method units",
    "view, journal checkpoint device drive method units",
    "certificate, wipe checkpoint device method units"
  })
  void aPackageUsesOnlyWhatIsBelowIt(String name, String allowed) {
    String[] others =
        Arrays.stream((name + " " + allowed).strip().split(" "))
            .map(other -> ROOT + "." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(not(resideInAnyPackage(others))))
        .check(PROGRAM);
  }

  @Test
  void noPackageIsUnknownHere() {
    Set<String> packages =
        PROGRAM.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        "[dev.wipeit, dev.wipeit.certificate, dev.wipeit.checkpoint, dev.wipeit.cli, dev.wipeit.device, dev.wipeit.drive,"
            + " dev.wipeit.history, dev.wipeit.journal,"
            + " dev.wipeit.media, dev.wipeit.method, dev.wipeit.sys, dev.wipeit.units, dev.wipeit.view, dev.wipeit.wipe]",
        packages.toString());
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @ParameterizedTest
  @CsvSource({
    "com.sun.jna.., sys",
    "picocli.., cli",
    "com.fasterxml.jackson.., checkpoint journal history certificate cli",
    "org.sqlite.., history",
    "java.sql.., history",
    "org.jline.., view",
    "com.sun.net.httpserver.., view",
    "org.apache.pdfbox.., certificate",
    "io.nayuki.., certificate"
  })
  void aLibraryIsUsedOnlyWhereItBelongs(String library, String packages) {
    String[] homes =
        Arrays.stream(packages.split(" ")).map(name -> ROOT + "." + name).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PROGRAM);
  }

  @ParameterizedTest
  @CsvSource({
    "com.sun.jna..,            LinuxKernel CLibrary Call Mapping FileStatus",
    "dev.wipeit.sys.CLibrary,  LinuxKernel CLibrary Mapping"
  })
  void onlyTheKernelItselfKnowsTheNativeLibrary(String library, String types) {
    DescribedPredicate<JavaClass> others = alwaysTrue();
    for (String type : types.split(" ")) {
      others = others.and(not(nestedIn(ROOT + ".sys." + type)));
    }
    noClasses()
        .that(others)
        .should()
        .dependOnClassesThat(library.endsWith("..") ? resideInAPackage(library) : nestedIn(library))
        .check(PROGRAM);
  }

  /** So that no wipe can load them. */
  @Test
  void onlyTheWholeScreenAndThePageKnowTheirLibraries() {
    noClasses()
        .that(not(nestedIn(ROOT + ".view.FullScreen")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(PROGRAM);
    noClasses()
        .that(not(nestedIn(ROOT + ".view.FullScreen")))
        .and(not(nestedIn(ROOT + ".cli.StatusScreen")))
        .should()
        .dependOnClassesThat(nestedIn(ROOT + ".view.FullScreen"))
        .check(PROGRAM);
    noClasses()
        .that(not(nestedIn(ROOT + ".view.WebServer")))
        .and(not(nestedIn(ROOT + ".cli.StatusPage")))
        .should()
        .dependOnClassesThat(nestedIn(ROOT + ".view.WebServer"))
        .check(PROGRAM);
  }

  @Test
  void onlyTheEntryKnowsTheStandardStreams() {
    noClasses()
        .that(not(nestedIn(ROOT + ".cli.Main")))
        .should(accessField(System.class, "out"))
        .orShould(accessField(System.class, "err"))
        .orShould(accessField(System.class, "in"))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileDescriptor")
        .check(PROGRAM);
  }

  @Test
  void concreteClassesAreFinal() {
    classes().that(areConcrete()).should().haveModifier(JavaModifier.FINAL).check(PROGRAM);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*(Utils?|Helper|Manager)")
        .orShould()
        .haveNameMatching(".*[.$](Abstract|Base)[A-Z].*")
        .check(PROGRAM);
  }

  @Test
  void nobodyInterruptsAThread() {
    noClasses()
        .should()
        .callMethod(Thread.class, "interrupt")
        .orShould()
        .callMethod(ExecutorService.class, "shutdownNow")
        .orShould()
        .callMethod(Future.class, "cancel", boolean.class)
        .check(PROGRAM);
  }

  @Test
  void onlyTheMediaOpenARandomAccessFile() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".media")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.RandomAccessFile")
        .check(PROGRAM);
  }

  @Test
  void onlyTheEntryEndsTheProcess() {
    noClasses()
        .that(not(nestedIn(ROOT + ".cli.Main")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(PROGRAM);
  }

  private static DescribedPredicate<JavaClass> nestedIn(String name) {
    return DescribedPredicate.describe(
        "are in " + name,
        type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }

  private static DescribedPredicate<JavaClass> areConcrete() {
    return DescribedPredicate.describe(
        "are concrete",
        type ->
            !type.isInterface()
                && !type.isEnum()
                && !type.isRecord()
                && !type.isAnonymousClass()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                // The body of an enum's constant.
                && type.getRawSuperclass().filter(JavaClass::isEnum).isEmpty());
  }
}
