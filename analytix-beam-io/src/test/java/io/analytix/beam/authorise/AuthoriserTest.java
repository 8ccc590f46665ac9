// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthoriserTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String TITLE = "The Alpine Baker";
  private static final Set<String> USUAL =
      Set.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE, "openid");

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(NOW);
  private SimulatedGoogle google;
  private FileTokenStore store;
  private Path tokens;
  private String baker;
  private String piano;

  @BeforeEach
  void start() {
    World world =
        World.builder(5)
            .channel(SimulatedChannel.named("alpine-baker").title(TITLE).build())
            .channel(SimulatedChannel.named("city-piano").build())
            .contentOwner("network", SimulatedChannel.named("linked").build())
            .build();
    google = SimulatedGoogle.start(world, clock);
    baker = world.channel("alpine-baker").id();
    piano = world.channel("city-piano").id();
    tokens = folder.resolve("tokens");
    store = new FileTokenStore(tokens);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private Authoriser authoriser() throws IOException {
    return authoriser(
        ClientSecretsSource.file(
                google.writeClientSecrets(folder.resolve("client.json")).toString())
            .read());
  }

  private Authoriser authoriser(ClientSecrets client) {
    String root = google.apiRootUrl().toString();
    return Authoriser.of(client, store, Endpoints.of(root, root), clock);
  }

  private static AuthoriseRequest asking(String record) {
    return AuthoriseRequest.forRecord(record, ConsentScopes.DEFAULT);
  }

  private <E extends ConsentException> E refused(
      Class<E> how, AuthoriseRequest request, ConsentPrompt prompt) {
    return assertThrows(how, () -> authoriser().authorise(request, prompt));
  }

  private void assertNothingSaved() {
    assertThat(Files.exists(tokens)).isFalse();
  }

  @Test
  void authorise_allowed_savesAPinnedRecordThatOnlyItsOwnerReads() throws Exception {
    Visitor visitor = Visitor.allows(baker);

    AuthorisedChannel done = authoriser().authorise(asking("baker"), visitor);

    assertThat(done)
        .isEqualTo(new AuthorisedChannel("baker", Means.CONSENTED, baker, TITLE, USUAL));
    TokenRecord saved = store.read("baker");
    assertThat(saved.channelId()).isEqualTo(baker);
    assertThat(saved.channelTitle()).isEqualTo(TITLE);
    assertThat(saved.refreshToken()).isEqualTo(Secret.of(google.refreshToken(baker)));
    assertThat(saved.scopes()).isEqualTo(USUAL);
    assertThat(saved.obtainedAt()).isEqualTo(NOW);
    assertThat(saved.idToken()).isNotNull();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(tokens.resolve("baker.json"))))
        .isEqualTo("rw-------");
    assertThat(visitor.page().status()).isEqualTo(200);
    assertThat(visitor.page().html()).contains("Authorised");
  }

  @Test
  void authorise_request_hasStateNonceAndCodeChallenge() throws Exception {
    Visitor visitor = Visitor.allows(baker);

    var unused = authoriser().authorise(asking("baker"), visitor);

    assertThat(visitor.question().keySet())
        .containsExactly(
            "client_id",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
            "nonce",
            "access_type",
            "prompt",
            "code_challenge",
            "code_challenge_method");
    assertThat(visitor.question()).containsEntry("code_challenge_method", "S256");
    assertThat(visitor.question()).containsEntry("access_type", "offline");
    assertThat(visitor.question()).containsEntry("prompt", "select_account consent");
    assertThat(visitor.question().get("redirect_uri")).matches("http://127\\.0\\.0\\.1:\\d+/");
    assertThat(visitor.question().get("state")).isNotEqualTo(visitor.question().get("nonce"));
  }

  @Test
  void authorise_withoutRecordName_namesTheRecordAfterTheChannel() throws Exception {
    AuthorisedChannel done = authoriser().authorise(asking(null), Visitor.allows(piano));

    assertThat(done.record()).isEqualTo(piano);
    assertThat(store.names()).containsExactly(piano);
  }

  @Test
  void authorise_twice_doesNotShowThePromptAgain() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    byte[] before = store.read("baker").toJson();
    int calls = google.recordedCalls().size();
    Visitor visitor = Visitor.denies(baker);

    AuthorisedChannel done = authoriser().authorise(asking("baker"), visitor);

    assertThat(done).isEqualTo(new AuthorisedChannel("baker", Means.STORED, baker, TITLE, USUAL));
    assertThat(visitor.wasAsked()).isFalse();
    assertThat(
            google.recordedCalls().subList(calls, google.recordedCalls().size()).stream()
                .map(a -> a.call().kind())
                .toList())
        .containsExactly(Call.Kind.TOKEN_INFO);
    assertThat(store.read("baker").toJson()).isEqualTo(before);
  }

  @Test
  void authorise_expiredAccessToken_isRefreshedAndMerged() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    TokenRecord before = store.read("baker");
    clock.move(Duration.ofHours(2));
    Visitor visitor = Visitor.denies(baker);

    AuthorisedChannel done = authoriser().authorise(asking("baker"), visitor);

    assertThat(done)
        .isEqualTo(new AuthorisedChannel("baker", Means.REFRESHED, baker, TITLE, USUAL));
    assertThat(visitor.wasAsked()).isFalse();
    TokenRecord after = store.read("baker");
    assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
    assertThat(after.refreshToken()).isEqualTo(before.refreshToken());
    assertThat(after.obtainedAt()).isEqualTo(NOW);
    assertThat(after.channelId()).isEqualTo(baker);
  }

  @Test
  void authorise_forceRefresh_refreshesAValidToken() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));

    AuthorisedChannel done =
        authoriser().authorise(asking("baker").withForceRefresh(true), Visitor.denies(baker));

    assertThat(done.by()).isEqualTo(Means.REFRESHED);
  }

  @Test
  void authorise_refreshTokenIsRenewed_isSaved() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    google.rotateRefreshToken(baker);
    AuthorisedChannel again =
        authoriser().authorise(asking("baker").withForceRefresh(true), Visitor.denies(baker));

    assertThat(again.by()).isEqualTo(Means.REFRESHED);
    assertThat(store.read("baker").refreshToken()).isEqualTo(Secret.of(google.refreshToken(baker)));
  }

  @Test
  void authorise_force_requestsConsentThoughTokensAreValid() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    Visitor visitor = Visitor.allows(baker);

    AuthorisedChannel done = authoriser().authorise(asking("baker").withForce(true), visitor);

    assertThat(done.by()).isEqualTo(Means.CONSENTED);
    assertThat(visitor.wasAsked()).isTrue();
  }

  @Test
  void authorise_withdrawnConsent_requestsConsentAgainAndKeepsUnknownFields() throws Exception {
    google.writeTokenRecord(tokens, "baker", google.world().channel("alpine-baker"));
    Path file = tokens.resolve("baker.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\\{", "{\"note\":\"mine\",\"refresh_token_expires_in\":5,"));
    google.revoke(baker);

    AuthorisedChannel done = authoriser().authorise(asking("baker"), Visitor.allows(baker));

    assertThat(done.by()).isEqualTo(Means.CONSENTED);
    assertThat(Files.readString(file)).contains("\"note\" : \"mine\"");
    assertThat(store.read("baker").refreshTokenLifetime()).isNull();
  }

  @Test
  void authorise_moreScopesThanStored_requestsConsentAgain() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    ConsentScopes money =
        ConsentScopes.of(
            ConsentScope.READONLY, ConsentScope.MONETARY_READONLY, ConsentScope.YOUTUBE);

    AuthorisedChannel done =
        authoriser().authorise(AuthoriseRequest.forRecord("baker", money), Visitor.allows(baker));

    assertThat(done.by()).isEqualTo(Means.CONSENTED);
    assertThat(store.read("baker").scopes()).contains(SimulatedChannel.MONETARY_SCOPE);
  }

  @Test
  void authorise_tokenEndpointUnavailable_doesNotShowThePrompt() throws Exception {
    var unused = authoriser().authorise(asking("baker"), Visitor.allows(baker));
    google.faults().next(Call.Kind.TOKEN, 1, Fault.SERVICE_UNAVAILABLE);
    Visitor visitor = Visitor.allows(baker);

    ConsentException.Unavailable refusal =
        refused(
            ConsentException.Unavailable.class, asking("baker").withForceRefresh(true), visitor);

    assertThat(refusal).hasMessageThat().contains("503");
    assertThat(visitor.wasAsked()).isFalse();
  }

  @Test
  void authorise_denied_savesNothingAndThrowsDenied() {
    Visitor visitor = Visitor.denies(baker);

    ConsentException refusal = refused(ConsentException.Denied.class, asking("baker"), visitor);

    assertThat(refusal).hasMessageThat().isEqualTo("the consent was denied");
    assertThat(visitor.page().status()).isEqualTo(400);
    assertThat(visitor.page().html()).contains("Not allowed");
    assertThat(visitor.page().html()).contains("Nothing was saved.");
    assertNothingSaved();
  }

  @Test
  void authorise_untickedScope_savesNothingAndNamesIt() {
    Visitor visitor = Visitor.allows(baker).without(SimulatedChannel.ANALYTICS_SCOPE);

    ConsentException refusal =
        refused(ConsentException.ScopesMissing.class, asking("baker"), visitor);

    assertThat(refusal).hasMessageThat().isEqualTo("the consent lacks [yt-analytics.readonly]");
    assertThat(visitor.page().html()).contains("Not everything was allowed");
    assertNothingSaved();
  }

  @Test
  void authorise_responsesWithoutItsState_changeNothingAndTheConsentIsSaved() throws Exception {
    Visitor visitor =
        Visitor.allows(baker)
            .after(uri -> uri.resolve("/favicon.ico"))
            .after(uri -> replaced(uri, "state", "guessed"))
            .after(uri -> URI.create(uri + "&" + uri.getRawQuery()))
            .after(uri -> uri.resolve("/?error=access_denied&state=guessed"));

    AuthorisedChannel done = authoriser().authorise(asking("baker"), visitor);

    assertThat(done.channelId()).isEqualTo(baker);
    assertThat(visitor.strayStatuses()).containsExactly(404, 400, 400, 400).inOrder();
    assertThat(visitor.page().html()).contains("Authorised");
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(1);
    assertThat(store.names()).containsExactly("baker");
  }

  /** How an attempt ends by the error of the redirect: exception, words of message and remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server_error | Refused | brand channels | --scopes=yt-analytics.readonly,youtube.readonly",
        "invalid_scope | Refused | brand channels |"
            + " --scopes=yt-analytics.readonly,youtube.readonly",
        "temporarily_unavailable | Unavailable | temporarily_unavailable | Try again later",
        "access_denied | Denied | denied | allow access",
        "admin_policy_enforced | Refused | admin_policy_enforced | administrator",
        "org_internal | Refused | org_internal | user type",
        "disabled_client | Refused | disabled_client | Cloud console",
        "new%1B%5B2Jone | Refused | new?[2Jone | not known here"
      })
  void authorise_errorOfTheRedirect_endsTheAttemptWithItsRemedy(
      String error, String exception, String message, String remedy) {
    Visitor visitor =
        Visitor.allows(baker)
            .via(uri -> URI.create(uri.toString().replaceFirst("code=[^&]*", "error=" + error)));

    ConsentException refusal = refused(ConsentException.class, asking("baker"), visitor);

    assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
    assertThat(refusal).hasMessageThat().contains(message);
    assertThat(refusal.remedy()).contains(remedy);
    assertThat(visitor.page().html()).contains(remedy);
    assertThat(refusal + visitor.page().html()).doesNotContain("\u001b");
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).isEmpty();
    assertNothingSaved();
  }

  @Test
  void authorise_serverErrorWithoutIdentityScopes_doesNotSpeakOfThem() {
    ConsentScopes plain = ConsentScopes.of(ConsentScope.READONLY, ConsentScope.YOUTUBE);
    Visitor visitor =
        Visitor.allows(baker)
            .via(
                uri -> URI.create(uri.toString().replaceFirst("code=[^&]*", "error=server_error")));

    ConsentException refusal =
        refused(
            ConsentException.Refused.class, AuthoriseRequest.forRecord("baker", plain), visitor);

    assertThat(refusal).hasMessageThat().doesNotContain("openid");
    assertThat(refusal.remedy()).isEqualTo("Authorise again later.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", ".hidden", "..", " ", "a\u001b[2J", "NNN"})
  void authorise_nameThatNoRecordCanHave_isRefusedBeforeThePrompt(String name) throws Exception {
    String record = name.replace("NNN", "n".repeat(300));
    Visitor visitor = Visitor.allows(baker);
    Authoriser authoriser = authoriser();

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> authoriser.authorise(asking(record), visitor)))
        .hasMessageThat()
        .contains("name");
    assertThat(visitor.wasAsked()).isFalse();
    assertNothingSaved();
  }

  @ParameterizedTest
  @CsvSource({
    "unauthorized_client, CONSENTED",
    "invalid_grant, CONSENTED",
    "admin_policy_enforced, not",
    "disabled_client, not"
  })
  void authorise_storedRecordThatIsRefused_requestsConsentIfThatHelps(String code, String by)
      throws Exception {
    google.writeTokenRecord(tokens, "baker", google.world().channel("alpine-baker"));
    google.faults().next(1, Fault.tokenError(400, code));
    Visitor visitor = Visitor.allows(baker);
    AuthoriseRequest asking =
        AuthoriseRequest.forRecord(
            "baker", ConsentScopes.of(ConsentScope.READONLY, ConsentScope.YOUTUBE));

    if (by.equals("not")) {
      assertThat(refused(ConsentException.Refused.class, asking, visitor))
          .hasMessageThat()
          .contains(code);
      assertThat(visitor.wasAsked()).isFalse();
    } else {
      assertThat(authoriser().authorise(asking, visitor).by()).isEqualTo(Means.valueOf(by));
    }
  }

  @Test
  void authorise_responseOfAnotherIssuer_isRefusedBeforeTheCodeIsUsed() {
    Visitor visitor = Visitor.allows(baker).via(uri -> replaced(uri, "iss", "http%3A%2F%2Fother"));

    ConsentException refusal = refused(ConsentException.Forged.class, asking("baker"), visitor);

    assertThat(refusal).hasMessageThat().contains("issued by 'http://other', not by Google");
    assertThat(refusal.remedy()).contains("set its issuer to https://accounts.google.com");
    assertThat(google.recordedCalls(Call.Kind.TOKEN)).isEmpty();
    assertNothingSaved();
  }

  private static URI replaced(URI uri, String parameter, String value) {
    return URI.create(uri.toString().replaceFirst(parameter + "=[^&]*", parameter + "=" + value));
  }

  @Test
  void authorise_replayedCode_isRefusedByGoogle() throws Exception {
    Visitor first = Visitor.allows(baker);
    var unused = authoriser().authorise(asking("baker"), first);
    String used = first.followed().toString().replaceFirst(".*[?&]code=([^&]*).*", "$1");
    byte[] before = store.read("baker").toJson();
    Visitor second =
        Visitor.allows(piano)
            .via(uri -> URI.create(uri.toString().replaceFirst("code=[^&]*", "code=" + used)));

    ConsentException refusal = refused(ConsentException.Refused.class, asking("piano"), second);

    assertThat(refusal).hasMessageThat().contains("invalid_grant");
    assertThat(second.page().html()).contains("Rejected by Google");
    assertThat(store.names()).containsExactly("baker");
    assertThat(store.read("baker").toJson()).isEqualTo(before);
  }

  @Test
  void authorise_codeOfAnotherRequest_isRefusedForItsVerifier() throws Exception {
    int port = freePort();
    AtomicReference<String> stolen = new AtomicReference<>();
    Visitor victim =
        Visitor.allows(baker)
            .via(
                uri -> {
                  stolen.set(uri.toString().replaceFirst(".*[?&]code=([^&]*).*", "$1"));
                  return URI.create(
                      uri.toString().replaceFirst("code=[^&]*", "error=access_denied"));
                });
    var unused = refused(ConsentException.Denied.class, asking("baker").withPort(port), victim);
    Visitor thief =
        Visitor.allows(piano)
            .via(
                uri ->
                    URI.create(uri.toString().replaceFirst("code=[^&]*", "code=" + stolen.get())));

    var refusal = refused(ConsentException.Refused.class, asking("piano").withPort(port), thief);

    assertThat(refusal).hasMessageThat().contains("Invalid code verifier");
    assertNothingSaved();
  }

  @Test
  void authorise_keysOfIdTokensUnavailable_savesNothing() {
    google.faults().next(Call.Kind.CERTS, 1, Fault.SERVICE_UNAVAILABLE);
    Visitor visitor = Visitor.allows(baker);

    var unused = refused(ConsentException.Unavailable.class, asking("baker"), visitor);

    assertThat(visitor.page().html()).contains("Try again later");
    assertNothingSaved();
  }

  @Test
  void authorise_anotherChannelThanTheRecords_savesNothing() throws Exception {
    google.writeTokenRecord(tokens, "baker", google.world().channel("alpine-baker"));
    byte[] before = store.read("baker").toJson();
    Visitor visitor = Visitor.allows(piano);

    ConsentException refusal =
        refused(ConsentException.WrongChannel.class, asking("baker").withForce(true), visitor);

    assertThat(refusal)
        .hasMessageThat()
        .isEqualTo(
            "the consent is for channel "
                + piano
                + " (city piano), but the token record 'baker' is for channel "
                + baker);
    assertThat(store.read("baker").toJson()).isEqualTo(before);
  }

  @Test
  void authorise_anotherChannelThanTheRecordsName_savesNothing() {
    var unused = refused(ConsentException.WrongChannel.class, asking(baker), Visitor.allows(piano));

    assertNothingSaved();
  }

  @Test
  void authorise_recordOfAContentOwner_keepsItsChannelsAndIsNotPinned() throws Exception {
    ContentOwner owner = google.world().contentOwners().iterator().next();
    google.writeTokenRecord(tokens, owner);

    AuthorisedChannel done =
        authoriser().authorise(asking(owner.name()).withForce(true), Visitor.allows(owner.name()));

    TokenRecord saved = store.read(owner.name());
    assertThat(done.by()).isEqualTo(Means.CONSENTED);
    assertThat(saved.contentOwner()).isEqualTo(owner.name());
    assertThat(saved.channelIds()).containsExactlyElementsIn(owner.channelIds());
  }

  @Test
  void authorise_readOnlyStore_throwsNotSavedBeforeThePrompt() throws Exception {
    Files.writeString(tokens, "a file where the folder should be");
    Visitor visitor = Visitor.allows(baker);

    for (String record : new String[] {"baker", null}) {
      assertThat(refused(ConsentException.NotSaved.class, asking(record), visitor))
          .hasMessageThat()
          .contains("is not a folder that you may write to");
    }
    assertThat(visitor.wasAsked()).isFalse();
  }

  @Test
  void authorise_storeThatBecomesReadOnly_throwsNotSaved() throws Exception {
    Visitor visitor =
        Visitor.allows(baker)
            .via(
                uri -> {
                  try {
                    Files.writeString(tokens, "a file where the folder should be");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  return uri;
                });

    var unused = refused(ConsentException.NotSaved.class, asking("baker"), visitor);

    assertThat(visitor.page().html()).contains("Not saved");
  }

  @Test
  void authorise_invalidRecord_isReplacedOnlyByForce() throws Exception {
    Files.createDirectories(tokens);
    Files.writeString(tokens.resolve("baker.json"), "{}");

    assertThrows(
        io.analytix.beam.channel.TokenRecordException.class,
        () -> authoriser().authorise(asking("baker"), Visitor.allows(baker)));
    AuthorisedChannel done =
        authoriser().authorise(asking("baker").withForce(true), Visitor.allows(baker));

    assertThat(done.channelId()).isEqualTo(baker);
    assertThat(store.read("baker").channelId()).isEqualTo(baker);
  }

  @Test
  void authorise_noRedirect_throwsAtTheTimeoutAndClosesThePort() {
    AtomicReference<URI> page = new AtomicReference<>();

    ConsentException refusal =
        refused(
            ConsentException.NoAnswer.class,
            asking("baker").withTimeout(Duration.ofMillis(1)),
            page::set);

    assertThat(refusal).hasMessageThat().contains("was not completed within");
    URI redirect = redirectUri(page.get());
    assertNobodyListens(redirect.getPort());
    assertNothingSaved();
  }

  @Test
  void authorise_afterTheRedirect_closesThePort() throws Exception {
    Visitor visitor = Visitor.allows(baker);
    var unused = authoriser().authorise(asking("baker"), visitor);

    assertThat(visitor.page().status()).isEqualTo(200);
    assertNobodyListens(visitor.followed().getPort());
  }

  @Test
  void authorise_portInUse_throwsBeforeThePromptIsShown() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Visitor visitor = Visitor.allows(baker);

      ConsentException refusal =
          refused(
              ConsentException.Unavailable.class,
              asking("baker").withPort(taken.getLocalPort()),
              visitor);

      assertThat(refusal).hasMessageThat().contains("port " + taken.getLocalPort());
      assertThat(visitor.wasAsked()).isFalse();
    }
  }

  @Test
  void authorise_webClient_redirectsToItsRegisteredAddress() throws Exception {
    int port = freePort();
    URI registered = URI.create("http://localhost:" + port + "/back");
    Path file =
        google.writeWebClientSecrets(
            folder.resolve("web.json"), URI.create("https://app.example/cb"), registered);
    Visitor visitor = Visitor.allows(baker);

    var unused =
        authoriser(ClientSecretsSource.file(file.toString()).read())
            .authorise(asking("baker"), visitor);

    assertThat(visitor.question()).containsEntry("redirect_uri", registered.toString());
    assertThat(store.names()).containsExactly("baker");
  }

  @Test
  void authorise_webClientWithoutALoopbackAddress_namesTheAddressToRegister() throws Exception {
    Path file =
        google.writeWebClientSecrets(
            folder.resolve("web.json"), URI.create("https://app.example/cb"));
    Authoriser authoriser = authoriser(ClientSecretsSource.file(file.toString()).read());

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> authoriser.authorise(asking("baker"), Visitor.allows(baker))))
        .hasMessageThat()
        .contains("register http://127.0.0.1:8080/");
  }

  private static void assertNobodyListens(int port) {
    assertThrows(
        ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  private static URI redirectUri(URI consentPage) {
    String raw = consentPage.getRawQuery().replaceFirst(".*redirect_uri=([^&]*).*", "$1");
    return URI.create(java.net.URLDecoder.decode(raw, java.nio.charset.StandardCharsets.UTF_8));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
