// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.analytix.beam.channel.Secret;
import java.io.Serializable;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;

/** Which package may use which, and which calls and types are forbidden. */
@AnalyzeClasses(
    packages = "io.analytix.beam",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.OwnModule.class})
final class ArchitectureTest {
  /** Leaves out the simulated Google, a module of its own. */
  static final class OwnModule implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("io/analytix/beam/testing");
    }
  }

  private static final String ROOT = "io.analytix.beam";
  private static final String BEAM = "org.apache.beam..";
  private static final String JACKSON = "com.fasterxml.jackson..";

  /** The classes that may read the wall clock. */
  private static final List<String> CLOCKS =
      List.of(
          "WorkerSession",
          "DrawRunId",
          "PlanFetch",
          "PlanBulk",
          "BulkWorker",
          "MakeShardsFn",
          "ConfiguredRead",
          "internal.pace.SchedulerClock",
          "query.ClientSetup");

  private static final Set<String> TELLING_TIME =
      Set.of(
          "now",
          "systemUTC",
          "systemDefaultZone",
          "system",
          "tickSeconds",
          "tickMinutes",
          "tickMillis",
          "currentTimeMillis",
          "nanoTime",
          "sleep");

  @ArchTest static final ArchRule report = only("report", JACKSON);

  @ArchTest
  static final ArchRule catalogue = only("catalogue", own("channel"), own("report"), JACKSON);

  @ArchTest
  static final ArchRule channel =
      only(
          "channel",
          own("internal.file"),
          JACKSON,
          "com.google.cloud.secretmanager.v1..",
          "com.google.api.gax..",
          "com.google.api.core..",
          "com.google.auth..",
          "com.google.protobuf..",
          "com.google.rpc..",
          "io.grpc..");

  @ArchTest
  static final ArchRule outcome =
      only(
          "outcome",
          "com.google.auto.value..",
          "org.apache.beam.sdk.schemas..",
          "org.apache.beam.sdk.values..",
          "org.joda.time..");

  @ArchTest
  static final ArchRule refresh =
      only(
          "refresh",
          own("channel"),
          own("internal.http"),
          own("internal.oauth"),
          own("outcome"),
          "com.nimbusds..",
          "com.github.benmanes.caffeine..");

  @ArchTest static final ArchRule http = only("internal.http", "javax.net.ssl..");

  @ArchTest static final ArchRule file = only("internal.file");
  @ArchTest static final ArchRule oauth = only("internal.oauth", own("outcome"), "com.nimbusds..");

  @ArchTest static final ArchRule plan = only("plan", own("channel"), own("report"));

  @ArchTest static final ArchRule youtube = only("youtube", own("channel"), own("outcome"));

  @ArchTest
  static final ArchRule pace = only("internal.pace", own("plan"), own("youtube"), own("outcome"));

  @ArchTest
  static final ArchRule response = only("internal.response", own("plan"), own("report"), JACKSON);

  /** The HTTP clients: the only package that knows URLs, status codes and error bodies. */
  @ArchTest
  static final ArchRule youtubeClients =
      only(
          "internal.youtube",
          own("youtube"),
          own("internal.http"),
          own("internal.response"),
          own("plan"),
          own("refresh"),
          own("report"),
          own("channel"),
          own("outcome"),
          JACKSON);

  @ArchTest
  static final ArchRule access =
      only(
          "internal.access",
          own("internal.http"),
          own("internal.youtube"),
          own("internal.pace"),
          own("youtube"),
          own("plan"),
          own("refresh"),
          own("report"),
          own("channel"),
          own("outcome"));

  @ArchTest
  static final ArchRule schedule =
      only(
          "internal.schedule",
          own("internal.access"),
          own("internal.youtube"),
          own("internal.response"),
          own("internal.pace"),
          own("youtube"),
          own("plan"),
          own("refresh"),
          own("report"),
          own("channel"),
          own("outcome"));

  @ArchTest
  static final ArchRule bulk = only("bulk", own("channel"), own("report"), own("outcome"), JACKSON);

  /** The rows of a file stream through it, so it sees no Beam row. */
  @ArchTest
  static final ArchRule bulkEngine =
      only(
          "internal.bulk",
          own("bulk"),
          own("internal.access"),
          own("internal.youtube"),
          own("internal.pace"),
          own("youtube"),
          own("plan"),
          own("refresh"),
          own("report"),
          own("channel"),
          own("outcome"),
          "com.fasterxml.jackson.core..",
          "de.siegmar.fastcsv..");

  @ArchTest
  static final ArchRule onlyTheRootUsesTheScheduler =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, own("internal.schedule"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(own("internal.schedule"));

  @ArchTest
  static final ArchRule httpIsSeenByItsClientsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT,
              own("internal.http"),
              own("internal.youtube"),
              own("authorise"),
              own("refresh"),
              own("query"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  /** Each response is limited in size and time. */
  @ArchTest
  static final ArchRule httpIsBounded =
      noClasses()
          .that()
          .resideOutsideOfPackage(own("internal.http"))
          .should()
          .callMethodWhere(
              describe(
                  "sends a request with the JDK's client",
                  call ->
                      call.getTargetOwner().isEquivalentTo(HttpClient.class)
                          && call.getName().startsWith("send")));

  @ArchTest
  static final ArchRule authorise =
      only(
          "authorise",
          own("channel"),
          own("refresh"),
          own("internal.access"),
          own("internal.http"),
          own("internal.oauth"),
          own("internal.youtube"),
          own("youtube"),
          own("outcome"),
          JACKSON,
          "com.nimbusds..",
          "com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule query =
      only(
          "query",
          own("catalogue"),
          own("channel"),
          own("internal.access"),
          own("internal.youtube"),
          own("internal.response"),
          own("internal.pace"),
          own("youtube"),
          own("outcome"),
          own("plan"),
          own("refresh"),
          own("report"));

  @ArchTest
  static final ArchRule row =
      only(
          "row",
          own("bulk"),
          own("plan"),
          own("report"),
          "org.apache.beam.sdk.schemas..",
          "org.apache.beam.sdk.values..",
          "org.joda.time..");

  @ArchTest
  static final ArchRule everyPackageHasItsRule =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT,
              own("report"),
              own("catalogue"),
              own("channel"),
              own("refresh"),
              own("plan"),
              own("internal.access"),
              own("internal.youtube"),
              own("internal.response"),
              own("internal.pace"),
              own("youtube"),
              own("authorise"),
              own("query"),
              own("row"),
              own("outcome"),
              own("youtube"),
              own("internal.file"),
              own("internal.http"),
              own("internal.pace"),
              own("internal.response"),
              own("internal.youtube"),
              own("internal.access"),
              own("internal.oauth"),
              own("internal.schedule"),
              own("bulk"),
              own("internal.bulk"));

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodyKnowsTheRoot =
      noClasses()
          .that(resideOutsideOfPackage(ROOT))
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT));

  @ArchTest
  static final ArchRule beamIsSeenByRootRowAndOutcomeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, own("row"), own("outcome"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  @ArchTest
  static final ArchRule beamsPartsAreNotPublic =
      noClasses()
          .that(
              assignableTo(DoFn.class)
                  .or(assignableTo(Coder.class))
                  .or(assignableTo(RestrictionTracker.class)))
          .should()
          .bePublic();

  @ArchTest
  static final ArchRule whatHoldsASecretIsNotSerializable =
      noClasses()
          .that(describe("hold a Secret", ArchitectureTest::holdsSecret))
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.beAssignableTo(
                  Serializable.class));

  @ArchTest
  static final ArchRule timeIsHandedIn =
      noClasses()
          .that(describe("are not trusted with the wall clock", ArchitectureTest::hasNoClock))
          .should()
          .accessTargetWhere(tellsTime());

  private static String own(String name) {
    return ROOT + "." + name;
  }

  private static ArchRule only(String name, String... others) {
    List<String> allowed = new ArrayList<>(List.of(others));
    allowed.addAll(List.of(own(name), "java..", "org.jspecify.annotations.."));
    return classes()
        .that()
        .resideInAPackage(own(name))
        .should()
        .onlyDependOnClassesThat(
            Predicates.resideInAnyPackage(allowed.toArray(String[]::new))
                .as("reside in any of " + allowed));
  }

  /** Directly, or in a field of a class of ours that does. */
  private static boolean holdsSecret(JavaClass type) {
    return holdsSecret(type, new HashSet<>());
  }

  private static boolean holdsSecret(JavaClass type, Set<JavaClass> seen) {
    return seen.add(type)
        && type.getAllFields().stream()
            .flatMap(field -> field.getAllInvolvedRawTypes().stream())
            .filter(of -> of.getPackageName().startsWith(ROOT))
            .anyMatch(of -> of.isEquivalentTo(Secret.class) || holdsSecret(of, seen));
  }

  private static boolean hasNoClock(JavaClass type) {
    String name = type.getName().substring(ROOT.length() + 1).replaceAll("\\$.*", "");
    return !CLOCKS.contains(name);
  }

  private static DescribedPredicate<JavaAccess<?>> tellsTime() {
    return describe(
        "tells the time or sleeps",
        access -> {
          String owner = access.getTargetOwner().getName();
          boolean ofTime =
              owner.startsWith("java.time.")
                  || owner.startsWith("org.joda.time.")
                  || owner.equals("java.lang.System")
                  || owner.equals("java.lang.Thread")
                  || owner.equals("java.util.concurrent.TimeUnit");
          boolean date = owner.equals("java.util.Date") && access.getName().equals("<init>");
          return date || (ofTime && TELLING_TIME.contains(access.getName()));
        });
  }
}
