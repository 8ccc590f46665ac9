// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.UnavailableException;
import com.google.auth.oauth2.UserCredentials;
import com.google.common.collect.Range;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.Status;
import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.testing.SecretCall;
import io.analytix.beam.testing.SecretCall.Method;
import io.analytix.beam.testing.SimulatedSecretManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store through Google's own client, against a gRPC server on this machine. */
final class SecretManagerTokenStoreTest {
  private static final String PREFIX = "projects/demo/secrets/youtube-";
  private static final String ONE = PREFIX + "one";

  private SimulatedSecretManager service;
  private SecretManagerTokenStore store;

  @BeforeEach
  void start() throws IOException {
    service = SimulatedSecretManager.start();
    store = store(PREFIX + "*");
  }

  @AfterEach
  void stop() {
    store.close();
    service.close();
  }

  @Test
  void names_severalPages_returnsThoseWithThePrefix() throws Exception {
    service.pageSize(2);
    for (String id : List.of("youtube-b", "youtube-a", "not-youtube-c", "youtube-", "other")) {
      service.put("projects/demo/secrets/" + id, record("r"));
    }
    service.put("projects/another/secrets/youtube-z", record("r"));
    service.put(PREFIX + "d", record("r"));

    assertThat(store.names()).containsExactly("a", "b", "d").inOrder();
    assertThat(service.calls(Method.LIST_SECRETS)).isAtLeast(2);
    assertThat(service.calls(Method.ACCESS_VERSION)).isEqualTo(0);
  }

  @Test
  void names_withLabels_returnsThoseWithAllLabels() throws Exception {
    service.put(PREFIX + "a", record("r"), Map.of("app", "analytix", "stage", "prod"));
    service.put(PREFIX + "b", record("r"), Map.of("app", "analytix", "stage", "test"));
    service.put(PREFIX + "c", record("r"));

    try (TokenStore labelled = store(PREFIX + "*;labels.app=analytix;labels.stage=prod");
        TokenStore all = store("projects/demo/secrets/*;labels.app=analytix")) {
      assertThat(labelled.names()).containsExactly("a");
      assertThat(all.names()).containsExactly("youtube-a", "youtube-b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects/demo/secrets/youtube-one",
        "projects/demo/youtube-*",
        "demo/youtube-*",
        "projects/demo/secrets/you tube-*",
        "projects/demo/secrets/youtube-*;app=analytix",
        "projects/demo/secrets/youtube-*;labels.app",
        "projects/demo/locations/europe-west1/secrets/youtube-*",
        "projects/demo/secrets/*/versions/1",
        "",
      })
  void pattern_invalid_isRefusedWithTheForm(String pattern) {
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> SecretManagerTokenStore.in(pattern)))
        .hasMessageThat()
        .contains("'" + pattern + "' must be projects/PROJECT/secrets/PREFIX*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secretmanager.googleapis.com:443",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1.example.com:80",
        "127.0.0.1:80@example.com:80",
        "example.com:80",
        "http://127.0.0.1:80",
        "127.0.0.1:80/path",
        "10.0.0.1:80",
      })
  void endpoint_notOfThisMachine_isRefused(String address) {
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> new SecretManagerEndpoint(address)))
        .hasMessageThat()
        .contains("secretManagerEndpoint is '" + address + "', but must be host:port of this");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:80", "localhost:8085", "[::1]:65000"})
  void endpoint_ofThisMachine_isAccepted(String address) {
    assertThat(new SecretManagerEndpoint(address).hostAndPort()).isEqualTo(address);
  }

  @Test
  void read_newestVersion_isTheRecord() throws Exception {
    service.put(ONE, record("old"));
    service.put(ONE, record("new"));

    assertThat(refreshToken("one")).isEqualTo("new");
    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void read_utf16WithByteOrderMark_isTheRecord() throws Exception {
    service.put(ONE, ("\uFEFF" + record("new")).getBytes(StandardCharsets.UTF_16LE));

    assertThat(refreshToken("one")).isEqualTo("new");
  }

  @Test
  void read_newestIsNotEnabled_theNewestEnabledIsTheRecord() throws Exception {
    for (String token : List.of("first", "second", "third", "fourth")) {
      service.put(ONE, record(token));
    }
    service.disable(ONE, 4);
    service.destroy(ONE, 3);

    assertThat(refreshToken("one")).isEqualTo("second");
  }

  @Test
  void read_noVersionIsEnabled_hasARemedy() {
    service.put(ONE, record("first"));
    service.put(ONE, record("second"));
    service.disable(ONE, 1);
    service.destroy(ONE, 2);

    assertThat(assertThrows(TokenRecordException.class, () -> store.read("one")))
        .hasMessageThat()
        .contains("no enabled version: enable a version, or let the channel's owner consent again");
  }

  @Test
  void read_noVersion_throwsTokenRecordException() {
    service.create(ONE);

    assertThrows(TokenRecordException.class, () -> store.read("one"));
    assertThat(assertThrows(TokenRecordException.class, () -> store.read("two")))
        .hasMessageThat()
        .contains("secret no longer exists or has no version");
  }

  @Test
  void read_denied_throwsTokenRecordExceptionWithTheRole() {
    service.put(ONE, record("r"));
    service.deny(on(Method.ACCESS_VERSION));

    assertThat(assertThrows(TokenRecordException.class, () -> store.read("one")))
        .hasMessageThat()
        .isEqualTo(
            "Secret Manager denied the request to read "
                + ONE
                + ": grant roles/secretmanager.secretAccessor on it");
  }

  @Test
  void names_denied_namesThePermission() {
    service.deny(on(Method.LIST_SECRETS));

    assertThat(assertThrows(IOException.class, store::names))
        .hasMessageThat()
        .contains(
            "denied the request to list the secrets of projects/demo: grant secretmanager.secrets");
  }

  @Test
  void everyCall_unavailableTwice_isRetried() throws Exception {
    service.put(ONE, record("first"));
    for (Method method : List.of(Method.LIST_SECRETS, Method.ACCESS_VERSION, Method.ADD_VERSION)) {
      service.unavailable(on(method), 2);
    }

    assertThat(store.names()).containsExactly("one");
    TokenRecord read = store.read("one");
    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("second")))).isTrue();
    assertThat(refreshToken("one")).isEqualTo("second");
    assertThat(service.calls(Method.LIST_SECRETS)).isEqualTo(3);
    assertThat(service.calls(Method.ADD_VERSION)).isEqualTo(3);
  }

  @Test
  void read_unavailablePermanently_throwsIOException() {
    service.put(ONE, record("r"));
    service.unavailable(on(Method.ACCESS_VERSION), Integer.MAX_VALUE);

    assertThat(assertThrows(IOException.class, () -> store.read("one")))
        .hasMessageThat()
        .isEqualTo("Secret Manager could not be reached to read " + ONE + ": run again later");
  }

  @Test
  void read_checksumMismatch_isReadAgainAndNeverUsed() throws Exception {
    service.put(ONE, record("r"));
    service.corrupt(on(Method.ACCESS_VERSION), 2);

    assertThat(refreshToken("one")).isEqualTo("r");

    service.corrupt(on(Method.ACCESS_VERSION), Integer.MAX_VALUE);
    assertThat(assertThrows(IOException.class, () -> store.read("one")))
        .hasMessageThat()
        .contains("the content of " + ONE + " does not match its checksum");
  }

  @Test
  void replace_unchangedSinceRead_addsAVersionAndKeepsTheOldUntilARefreshSucceeds()
      throws Exception {
    service.put(ONE, record("old"));
    TokenRecord read = store.read("one");
    store.onRefreshSucceeded("one");

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("new")))).isTrue();

    assertThat(service.states(ONE)).containsExactly("ENABLED", "ENABLED").inOrder();
    try (TokenStore next = store(PREFIX + "*")) {
      assertThat(next.read("one").refreshToken().reveal()).isEqualTo("new");
      assertThat(service.states(ONE)).containsExactly("ENABLED", "ENABLED").inOrder();
      next.onRefreshSucceeded("one");
    }
    assertThat(service.states(ONE)).containsExactly("DISABLED", "ENABLED").inOrder();
  }

  @Test
  void onRefreshSucceeded_denied_keepsTheVersionEnabledAndDoesNotRetry() throws Exception {
    for (String secret : List.of(ONE, PREFIX + "two")) {
      service.put(secret, record("old"));
      service.put(secret, record("new"));
    }
    service.deny(on(Method.DISABLE_VERSION));

    for (String name : List.of("one", "two")) {
      store.read(name);
      store.onRefreshSucceeded(name);
    }

    assertThat(service.states(ONE)).containsExactly("ENABLED", "ENABLED");
    assertThat(service.calls(Method.DISABLE_VERSION)).isEqualTo(1);
  }

  @Test
  void onRefreshSucceeded_versionDisabledMeanwhile_keepsThePreviousEnabled() throws Exception {
    service.put(ONE, record("old"));
    service.put(ONE, record("taken back"));
    store.read("one");
    before(Method.DISABLE_VERSION, () -> service.disable(ONE, 2));

    store.onRefreshSucceeded("one");

    assertThat(service.states(ONE)).containsExactly("ENABLED", "DISABLED").inOrder();
  }

  @Test
  void replace_otherVersionDisabledMeanwhile_keepsTheAddedVersion() throws Exception {
    service.put(ONE, record("old"));
    TokenRecord read = store.read("one");
    before(Method.ADD_VERSION, () -> service.put(ONE, record("first")));
    before(
        Method.DISABLE_VERSION,
        () -> {
          service.disable(ONE, 1);
          service.disable(ONE, 2);
        });

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("ours")))).isTrue();

    assertThat(refreshToken("one")).isEqualTo("ours");
  }

  @Test
  void onRefreshSucceeded_supersededVersionDestroyed_changesNothing() throws Exception {
    service.put(ONE, record("old"));
    service.put(ONE, record("new"));
    service.destroy(ONE, 1);
    store.read("one");

    store.onRefreshSucceeded("one");

    assertThat(service.states(ONE)).containsExactly("DESTROYED", "ENABLED").inOrder();
  }

  @Test
  void replace_changedByAnotherProcess_changesNothing() throws Exception {
    service.put(ONE, record("old"));
    TokenRecord read = store.read("one");
    service.put(ONE, record("theirs"));

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("ours")))).isFalse();

    assertThat(refreshToken("one")).isEqualTo("theirs");
    assertThat(service.states(ONE)).hasSize(2);
  }

  @Test
  void replace_denied_namesTheRoleAndKeepsTheOldRecord() throws Exception {
    service.put(ONE, record("old"));
    service.deny(on(Method.ADD_VERSION));
    TokenRecord read = store.read("one");

    assertThat(
            assertThrows(
                TokenStoreDeniedException.class,
                () -> store.replace("one", read, read.withRefreshToken(Secret.of("new")))))
        .hasMessageThat()
        .isEqualTo(
            "Secret Manager denied the request to add a version to "
                + ONE
                + ": grant roles/secretmanager.secretVersionManager on it");
    assertThat(refreshToken("one")).isEqualTo("old");
  }

  @Test
  void replace_severalWritersAtOnce_exactlyOneWins() throws Exception {
    int writers = 8;
    for (int round = 0; round < 20; round++) {
      String name = "raced-" + round;
      service.put(PREFIX + name, record("old"));
      CyclicBarrier start = new CyclicBarrier(writers);
      TokenRecord read = store.read(name);

      List<CompletableFuture<Boolean>> attempts =
          IntStream.range(0, writers)
              .mapToObj(
                  writer ->
                      CompletableFuture.supplyAsync(
                          () -> replaced(start, name, read, "new-" + writer),
                          command -> new Thread(command).start()))
              .toList();

      List<String> winners = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        if (attempts.get(writer).get()) {
          winners.add("new-" + writer);
        }
      }
      assertThat(winners).containsExactly(refreshToken(name));
    }
  }

  private boolean replaced(CyclicBarrier start, String name, TokenRecord read, String token) {
    try {
      start.await();
      return store.replace(name, read, read.withRefreshToken(Secret.of(token)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void replace_consentSavedInBetween_staysTheNewest() throws Exception {
    service.put(ONE, record("old"));
    TokenRecord read = store.read("one");
    before(Method.ADD_VERSION, () -> service.put(ONE, record("consented")));

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("ours")))).isFalse();

    assertThat(refreshToken("one")).isEqualTo("consented");
    assertThat(service.states(ONE)).containsExactly("ENABLED", "ENABLED", "DISABLED").inOrder();
  }

  @Test
  void replace_newestIsDisabled_addsAVersionAfterIt() throws Exception {
    service.put(ONE, record("old"));
    service.put(ONE, record("mistake"));
    service.disable(ONE, 2);
    TokenRecord read = store.read("one");

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("ours")))).isTrue();

    assertThat(refreshToken("one")).isEqualTo("ours");
    assertThat(service.states(ONE)).containsExactly("ENABLED", "DISABLED", "ENABLED").inOrder();
  }

  @Test
  void save_newRecord_createsASecretWithTheLabelsOfThePattern() throws Exception {
    try (TokenStore labelled = store(PREFIX + "*;labels.app=analytix")) {
      assertThat(labelled.contains("one")).isFalse();

      labelled.save("one", parsed("consented"));

      assertThat(labelled.contains("one")).isTrue();
      assertThat(labelled.names()).containsExactly("one");
      assertThat(service.labels(ONE)).containsExactly("app", "analytix");
    }
    assertThat(refreshToken("one")).isEqualTo("consented");
  }

  @Test
  void save_existingRecord_addsTheNewestVersion() throws Exception {
    service.put(ONE, record("old"));

    store.save("one", parsed("consented"));

    assertThat(refreshToken("one")).isEqualTo("consented");
    assertThat(service.states(ONE)).hasSize(2);
  }

  @Test
  void save_secretWithoutTheLabels_isRefused() throws Exception {
    service.put(ONE, "a password of somebody else");
    try (TokenStore labelled = store(PREFIX + "*;labels.app=analytix")) {
      assertThat(assertThrows(IOException.class, () -> labelled.save("one", parsed("r"))))
          .hasMessageThat()
          .contains("is not a token record: it lacks the labels {app=analytix}");
    }
    assertThat(service.states(ONE)).hasSize(1);
  }

  @Test
  void save_policyForbidsAutomaticReplication_namesThePolicyAndTheWayOut() throws Exception {
    Status forbidden =
        Status.newBuilder()
            .setCode(Code.FAILED_PRECONDITION.getNumber())
            .setMessage("Constraint constraints/gcp.resourceLocations violated for [x]")
            .addDetails(
                Any.pack(
                    PreconditionFailure.newBuilder()
                        .addViolations(
                            PreconditionFailure.Violation.newBuilder()
                                .setType("constraints/gcp.resourceLocations"))
                        .build()))
            .build();
    service.fail(on(Method.CREATE_SECRET), forbidden, 1);

    assertThat(assertThrows(TokenStoreDeniedException.class, () -> store.save("one", parsed("r"))))
        .hasMessageThat()
        .isEqualTo(
            "the organisation policy constraints/gcp.resourceLocations does not allow secret"
                + " youtube-one in projects/demo with automatic replication: add"
                + " --secretLocations=REGION with a region that the policy allows, or run 'gcloud"
                + " secrets create youtube-one --project=demo --replication-policy=user-managed"
                + " --locations=REGION', then run the same command again");

    service.fail(
        on(Method.CREATE_SECRET),
        forbidden.toBuilder()
            .clearDetails()
            .setMessage("Constraint constraints/gcp.restrictNonCmekServices violated.")
            .build(),
        1);
    assertThat(assertThrows(TokenStoreDeniedException.class, () -> store.save("one", parsed("r"))))
        .hasMessageThat()
        .contains(
            "policy constraints/gcp.restrictNonCmekServices does not allow secret youtube-one");

    TokenStore there =
        SecretManagerTokenStore.in(
                PREFIX + "*",
                new SecretManagerEndpoint(service.endpoint()),
                List.of("europe-west1", "europe-west4"))
            .open();
    try (there) {
      there.save("one", parsed("r"));
    }
    assertThat(service.locations(ONE)).containsExactly("europe-west1", "europe-west4").inOrder();
    assertThat(refreshToken("one")).isEqualTo("r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SERVICE_DISABLED | projects/764086051850 | The API is disabled | have no quota project, which Secret Manager needs: run 'gcloud auth application-default set-quota-project PROJECT', or set GOOGLE_CLOUD_QUOTA_PROJECT
          SERVICE_DISABLED | projects/32555940559 | API has not been used | have no quota project
          SERVICE_DISABLED | projects/4711 | The API requires a quota project, which is not set | have no quota project
          SERVICE_DISABLED | projects/4711 | API has not been used in project 4711 | is disabled in project 4711: run 'gcloud services enable secretmanager.googleapis.com --project=4711'; if the secrets are in another project, run 'gcloud auth application-default set-quota-project
          USER_PROJECT_DENIED | projects/example-media | Caller does not have permission | may not use the quota project example-media: grant them roles/serviceusage.serviceUsageConsumer on it
          ACCESS_TOKEN_SCOPE_INSUFFICIENT | projects/1 | insufficient scopes | lack a scope for Secret Manager
          BILLING_DISABLED | projects/7 | billing | Project 7 has no billing account
          """)
  void anyCall_refusedForTheCaller_saysSoAndBlamesNoRecord(
      String reason, String consumer, String text, String part) {
    service.put(ONE, record("r"));
    Status refused =
        Status.newBuilder()
            .setCode(Code.PERMISSION_DENIED.getNumber())
            .setMessage(text)
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain("googleapis.com")
                        .putMetadata("consumer", consumer)
                        .build()))
            .build();
    service.fail(call -> true, refused, 2);

    for (Executable call : List.<Executable>of(store::names, () -> store.read("one"))) {
      assertThat(assertThrows(IOException.class, call)).hasMessageThat().contains(part);
    }
  }

  @Test
  void anyCall_machinesLoginHasEnded_failsAtOnceWithoutACall() throws Exception {
    try (LoopbackTokenEndpoint google = new LoopbackTokenEndpoint()) {
      google.answer = "{\"error\": \"invalid_grant\", \"error_subtype\": \"invalid_rapt\"}";
      SecretManagerTokenStore mine = storeOf(google);

      for (Executable call :
          List.<Executable>of(
              mine::names, () -> mine.read("one"), () -> mine.save("one", parsed("r")))) {
        assertThat(assertThrows(IOException.class, call))
            .hasMessageThat()
            .isEqualTo(
                "Google does not accept this machine's own credentials any more (invalid_grant,"
                    + " invalid_rapt): run 'gcloud auth application-default login', or replace the"
                    + " key file that GOOGLE_APPLICATION_CREDENTIALS names");
      }
      assertThat(google.requests.get()).isEqualTo(3);
      assertThat(service.calls()).isEmpty();
      mine.close();
    }
  }

  @Test
  void failure_unavailableBecauseOfTheCredentials_isToldFromAnOutage() throws Exception {
    try (LoopbackTokenEndpoint google = new LoopbackTokenEndpoint()) {
      google.answer = "{\"error\": \"invalid_grant\"}";
      IOException rejected =
          assertThrows(IOException.class, () -> google.credentials().refreshAccessToken());
      google.status = 503;
      IOException outage =
          assertThrows(IOException.class, () -> google.credentials().refreshAccessToken());

      assertThat(unavailable(rejected))
          .startsWith("Google does not accept this machine's own cred");
      assertThat(unavailable(outage))
          .isEqualTo("Secret Manager could not be reached to list: run again later");
      assertThat(unavailable(new IOException("Connection refused")))
          .isEqualTo("Secret Manager could not be reached to list: run again later");
    }
  }

  private static String unavailable(IOException cause) {
    return SecretManagerException.of(
            new UnavailableException(
                "Credentials failed to obtain metadata",
                cause,
                GrpcStatusCode.of(io.grpc.Status.Code.UNAVAILABLE),
                true),
            "list",
            "role")
        .getMessage();
  }

  private SecretManagerTokenStore storeOf(LoopbackTokenEndpoint google) {
    return new SecretManagerTokenStore(
        SecretPattern.parse(PREFIX + "*"),
        List.of(),
        new SecretManager(
            new SecretManagerEndpoint(service.endpoint()),
            Duration.ofSeconds(2),
            FixedCredentialsProvider.create(google.credentials())));
  }

  /** The token endpoint for a person's own credentials, which it refuses. */
  private static final class LoopbackTokenEndpoint implements AutoCloseable {
    final AtomicInteger requests = new AtomicInteger();
    volatile int status = 400;
    volatile String answer = "{}";
    private final HttpServer server;

    LoopbackTokenEndpoint() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/token",
          exchange -> {
            requests.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    UserCredentials credentials() {
      return UserCredentials.newBuilder()
          .setClientId("client")
          .setClientSecret("secret")
          .setRefreshToken("ended")
          .setTokenServerUri(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token"))
          .build();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../two", "one/versions/1", "a b", "ä"})
  void anyCall_invalidSecretName_throwsTokenRecordException(String name) throws Exception {
    assertThrows(TokenRecordException.class, () -> store.read(name));
    assertThrows(TokenRecordException.class, () -> store.save(name, parsed("r")));
    assertThrows(TokenRecordException.class, () -> store.checkSavable(name));
    assertThat(store.contains(name)).isFalse();
    assertThat(service.calls()).isEmpty();
  }

  @Test
  void delete_record_removesAllVersions() throws Exception {
    service.put(ONE, record("r"));

    store.delete("one");
    store.delete("one");

    assertThat(service.secrets()).isEmpty();
  }

  @Test
  void tenThousandRecords_areListedInPagesAndReadConcurrently() throws Exception {
    int records = 10_000;
    String content = record("r");
    for (int number = 0; number < records; number++) {
      service.put(PREFIX + number, content);
    }
    ConcurrencyMeter meter = new ConcurrencyMeter(store);

    List<String> names = store.names();
    List<List<ChannelRef>> channels;
    try (ChannelListReader reader = new ChannelListReader(meter)) {
      channels = reader.read(names);
    }

    assertThat(names).hasSize(records);
    assertThat(channels.stream().map(refs -> refs.get(0).tokenRecord()).toList()).isEqualTo(names);
    assertThat(channels.stream().allMatch(refs -> refs.get(0).problem() == null)).isTrue();
    assertThat(service.calls(Method.LIST_SECRETS)).isEqualTo(10);
    assertThat(service.calls(Method.ACCESS_VERSION)).isEqualTo(records);
    assertThat(meter.most.get()).isIn(Range.closed(2, 32));
  }

  /** Notices how many records are read at the same time. */
  private record ConcurrencyMeter(TokenStore store, AtomicInteger now, AtomicInteger most)
      implements TokenStore {
    ConcurrencyMeter(TokenStore store) {
      this(store, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public List<String> names() throws IOException {
      return store.names();
    }

    @Override
    public TokenRecord read(String name) throws TokenRecordException, IOException {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        return store.read(name);
      } finally {
        now.decrementAndGet();
      }
    }

    @Override
    public boolean replace(String name, TokenRecord read, TokenRecord changed)
        throws TokenRecordException, IOException {
      return store.replace(name, read, changed);
    }
  }

  @Test
  void replace_responseToTheAddIsLost_isSavedOnceAndStaysEnabled() throws Exception {
    service.put(ONE, record("old"));
    TokenRecord read = store.read("one");
    service.loseResponse(on(Method.ADD_VERSION), 1);

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("new")))).isTrue();

    assertThat(refreshToken("one")).isEqualTo("new");
    assertThat(service.states(ONE)).containsExactly("ENABLED", "ENABLED", "DISABLED").inOrder();
  }

  @Test
  void store_unopened_sendsNoRequest() {
    SecretManagerTokenStore.in(PREFIX + "*", new SecretManagerEndpoint(service.endpoint()))
        .open()
        .close();

    assertThat(service.calls()).isEmpty();
  }

  @Test
  void clientSecrets_inASecret_areRead() throws Exception {
    String secret = "projects/demo/secrets/oauth-client";
    SecretManagerEndpoint endpoint = new SecretManagerEndpoint(service.endpoint());
    service.put(secret, "{\"installed\": {\"client_id\": \"c\", \"client_secret\": \"planted\"}}");

    assertThat(ClientSecretsSource.secret(secret, endpoint).read().clientSecret().reveal())
        .isEqualTo("planted");

    service.disable(secret, 1);
    assertThat(
            assertThrows(
                IOException.class, () -> ClientSecretsSource.secret(secret, endpoint).read()))
        .hasMessageThat()
        .isEqualTo("client secrets: " + secret + " has no enabled version: enable a version");
  }

  private SecretManagerTokenStore store(String pattern) {
    return new SecretManagerTokenStore(
        SecretPattern.parse(pattern),
        new SecretManagerEndpoint(service.endpoint()),
        Duration.ofSeconds(2));
  }

  private String refreshToken(String name) throws Exception {
    return store.read(name).refreshToken().reveal();
  }

  private static TokenRecord parsed(String refreshToken) throws TokenRecordException {
    return TokenRecord.parse(record(refreshToken).getBytes(StandardCharsets.UTF_8));
  }

  private static String record(String refreshToken) {
    return "{\"refresh_token\": \"" + refreshToken + "\"}";
  }

  /** Runs the action of another process first, once. */
  private void before(Method method, Runnable other) {
    AtomicBoolean done = new AtomicBoolean();
    service.deny(
        call -> {
          if (call.method() == method && !done.getAndSet(true)) {
            other.run();
          }
          return false;
        });
  }

  private static Predicate<SecretCall> on(Method method) {
    return call -> call.method() == method;
  }
}
