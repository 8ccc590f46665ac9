// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.bulk.BulkJobs;
import io.analytix.beam.testing.bulk.BulkSettings;
import io.analytix.beam.testing.bulk.JobReportsEndpoint;
import io.analytix.beam.testing.bulk.JobsEndpoint;
import io.analytix.beam.testing.bulk.MediaEndpoint;
import io.analytix.beam.testing.bulk.ReportTypesEndpoint;
import io.analytix.beam.testing.data.ChannelsEndpoint;
import io.analytix.beam.testing.data.GroupItemsEndpoint;
import io.analytix.beam.testing.data.Groups;
import io.analytix.beam.testing.data.GroupsEndpoint;
import io.analytix.beam.testing.data.PlaylistItemsEndpoint;
import io.analytix.beam.testing.data.PlaylistsEndpoint;
import io.analytix.beam.testing.data.VideosEndpoint;
import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.oauth.AuthorisationCodes;
import io.analytix.beam.testing.oauth.BearerAuthenticator;
import io.analytix.beam.testing.oauth.CertsEndpoint;
import io.analytix.beam.testing.oauth.ConsentEndpoint;
import io.analytix.beam.testing.oauth.Grants;
import io.analytix.beam.testing.oauth.IdTokens;
import io.analytix.beam.testing.oauth.OAuthClient;
import io.analytix.beam.testing.oauth.SecretGenerator;
import io.analytix.beam.testing.oauth.SigningKeys;
import io.analytix.beam.testing.oauth.TokenEndpoint;
import io.analytix.beam.testing.oauth.TokenInfoEndpoint;
import io.analytix.beam.testing.oauth.TokenRecordWriter;
import io.analytix.beam.testing.reports.GroupFilter;
import io.analytix.beam.testing.reports.ReportEndpoint;
import io.analytix.beam.testing.server.CallReader;
import io.analytix.beam.testing.server.EndpointRegistry;
import io.analytix.beam.testing.server.LoopbackServer;
import io.analytix.beam.testing.server.Quotas;
import io.analytix.beam.testing.server.RequestRouter;
import io.analytix.beam.testing.server.Settings;
import io.analytix.beam.testing.world.GroundTruth;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP server on 127.0.0.1 that simulates the Google services of the connector. All responses
 * come from one {@link World}. The server refuses invalid requests as Google does, enforces quotas,
 * injects faults and records calls.
 *
 * <pre>{@code
 * World world = World.builder(7).today(LocalDate.of(2026, 11, 20)).channels(3).build();
 * try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
 *   Path records = google.writeTokenRecords(folder.resolve("records"));
 *   Path client = google.writeClientSecrets(folder.resolve("client.json"));
 *   google.quota(600).faults().next(3, Fault.SERVICE_UNAVAILABLE);
 *
 *   run("--tokenRecords=file:" + records, "--clientSecrets=file:" + client,
 *       "--youtubeAnalyticsEndpoint=" + google.apiRootUrl());
 *
 *   assertThat(rowsWritten()).isEqualTo(world.truth(channelId, List.of("day"), metrics, first, last));
 *   assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(3);
 * }
 * }</pre>
 *
 * <p>Services, under Google's paths:
 *
 * <ul>
 *   <li>OAuth: {@code o/oauth2/v2/auth} (the consent page, or a posted form with {@code decision},
 *       {@code account} and {@code allow}), {@code token} (refresh tokens, and codes with PKCE),
 *       {@code tokeninfo}, {@code oauth2/v3/certs};
 *   <li>YouTube Analytics API: {@code v2/reports} and the lists of {@code v2/groups} and {@code
 *       v2/groupItems};
 *   <li>YouTube Data API: lists of {@code youtube/v3/channels} and {@code playlistItems} (uploads
 *       only);
 *   <li>YouTube Reporting API: {@code v1/reportTypes}, {@code v1/jobs} and their {@code reports},
 *       {@code v1/media}. Files are those of {@link BulkWorld}, at the time of the server's clock.
 * </ul>
 *
 * <p>Any other path returns 404. The parameter {@code fields} is accepted and ignored.
 *
 * <p>Thread-safe. Settings can change while the server runs.
 */
public final class SimulatedGoogle implements AutoCloseable {
  private final World world;
  private final SecretGenerator secrets;
  private final Grants grants;
  private final SigningKeys keys = new SigningKeys();
  private final Settings settings = new Settings();
  private final BulkSettings bulkSettings = new BulkSettings();
  private final Quotas quotas;
  private final Faults faults = new Faults();
  private final Groups groups;
  private final Clock clock;
  private final RequestRouter router;
  private final TokenRecordWriter records;
  private final LoopbackServer server;

  private SimulatedGoogle(World world, Clock clock) {
    this.world = world;
    this.clock = clock;
    this.groups = new Groups(world.seed());
    this.secrets = new SecretGenerator(world.seed());
    OAuthClient client = new OAuthClient(secrets);
    this.grants = new Grants(world.channels(), world.contentOwners(), secrets);
    this.quotas = new Quotas(clock);
    this.records = new TokenRecordWriter(client, grants);
    BearerAuthenticator bearers = new BearerAuthenticator(grants, clock);
    this.router =
        new RequestRouter(
            new CallReader(bearers, clock),
            services(client, bearers),
            bearers,
            settings,
            quotas,
            faults::around);
    this.server = LoopbackServer.start(router::handle);
  }

  private EndpointRegistry services(OAuthClient client, BearerAuthenticator bearers) {
    AuthorisationCodes codes = new AuthorisationCodes(secrets);
    IdTokens idTokens = new IdTokens(keys, secrets);
    GroundTruth truth = world.groundTruth();
    MetadataStore metadata = world.metadata();
    BulkJobs jobs = world.bulk().jobs();
    return new EndpointRegistry()
        .open(Call.Kind.TOKEN, new TokenEndpoint(client, grants, codes, idTokens, settings, clock))
        .open(Call.Kind.TOKEN_INFO, new TokenInfoEndpoint(grants, idTokens, clock))
        .open(Call.Kind.CONSENT, new ConsentEndpoint(client, grants, codes, clock))
        .open(Call.Kind.CERTS, new CertsEndpoint(keys))
        .open(Call.Kind.REPORT, bearers.guard(new ReportEndpoint(truth, settings, this::members)))
        .open(Call.Kind.GROUPS, bearers.guard(new GroupsEndpoint(groups)))
        .open(Call.Kind.GROUP_ITEMS, bearers.guard(new GroupItemsEndpoint(groups)))
        .open(Call.Kind.CHANNELS, bearers.guard(new ChannelsEndpoint(metadata, settings)))
        .open(Call.Kind.VIDEOS, bearers.guard(new VideosEndpoint(metadata)))
        .open(
            Call.Kind.PLAYLISTS,
            bearers.guard(new PlaylistsEndpoint(metadata, id -> truth.find(id).isPresent())))
        .open(
            Call.Kind.PLAYLIST_ITEMS, bearers.guard(new PlaylistItemsEndpoint(metadata, settings)))
        .open(
            Call.Kind.REPORT_TYPES,
            bearers.guard(new ReportTypesEndpoint(jobs, bulkSettings, clock)))
        .open(Call.Kind.JOBS, bearers.guard(new JobsEndpoint(jobs, bulkSettings, clock)))
        .open(
            Call.Kind.JOB_REPORTS, bearers.guard(new JobReportsEndpoint(jobs, bulkSettings, clock)))
        .open(Call.Kind.MEDIA, bearers.guard(new MediaEndpoint(jobs, bulkSettings, clock)));
  }

  private Optional<GroupFilter.Members> members(String owner, String groupId) {
    return groups
        .find(owner, groupId)
        .map(group -> new GroupFilter.Members(group.dimension(), group.resourceIds()));
  }

  /** Starts a server with the system's clock. */
  public static SimulatedGoogle start(World world) {
    return start(world, Clock.systemUTC());
  }

  /**
   * Starts a server. The clock determines token expiry, quota windows and which files of the
   * Reporting API exist.
   */
  public static SimulatedGoogle start(World world, Clock clock) {
    return new SimulatedGoogle(world, clock);
  }

  /**
   * Returns the root URL of the Analytics API and of the OAuth services, with a trailing slash.
   * Reports are at {@code v2/reports}.
   */
  public URI apiRootUrl() {
    return server.root();
  }

  /** Returns the root URL of the Data API, with a trailing slash. */
  public URI dataApiRootUrl() {
    return server.root();
  }

  /** Returns the root URL of the Reporting API, with a trailing slash. */
  public URI reportingApiRootUrl() {
    return server.root();
  }

  /** Returns the URL of the token endpoint. */
  public URI tokenUri() {
    return server.root().resolve("token");
  }

  /** Returns the ground truth of the responses. */
  public World world() {
    return world;
  }

  /** Returns the scripted faults. */
  public Faults faults() {
    return faults;
  }

  /** Returns the client secrets of a desktop application, with this server's URLs. */
  public String clientSecrets() {
    return records.clientSecrets(server.root());
  }

  /**
   * Returns a token record with the channel's tokens and id, as {@link #writeTokenRecord} writes
   * it.
   */
  public String tokenRecord(SimulatedChannel channel) {
    return records.of(channel, Optional.of(channel.id()));
  }

  /** Writes the client secrets of a desktop application, with this server's URLs. */
  public Path writeClientSecrets(Path file) throws IOException {
    return TokenRecordWriter.writeClientSecrets(file, clientSecrets());
  }

  /** Writes the client secrets of a web application, and registers its redirect URIs. */
  public Path writeWebClientSecrets(Path file, URI... redirectUris) throws IOException {
    return TokenRecordWriter.writeClientSecrets(
        file, records.webClientSecrets(server.root(), List.of(redirectUris)));
  }

  /** Writes a token record for each channel, named by its handle, and returns the folder. */
  public Path writeTokenRecords(Path folder) throws IOException {
    for (SimulatedChannel channel : world.channels()) {
      writeTokenRecord(folder, channel.handle(), channel);
    }
    return folder;
  }

  /** Writes {@code name.json} with the channel's tokens and id. */
  public Path writeTokenRecord(Path folder, String name, SimulatedChannel channel)
      throws IOException {
    return writeTokenRecord(folder, name, channel, Optional.of(channel.id()));
  }

  /**
   * Writes {@code name.json} with the channel's tokens and the given channel id, which can be
   * another channel's or empty. Its access token has expired.
   */
  public Path writeTokenRecord(
      Path folder, String name, SimulatedChannel channel, Optional<String> channelId)
      throws IOException {
    return TokenRecordWriter.write(folder, name, records.of(channel, channelId));
  }

  /** Writes one token record for all channels of a content owner, named by the owner. */
  public Path writeTokenRecord(Path folder, ContentOwner owner) throws IOException {
    return TokenRecordWriter.write(folder, owner.name(), records.of(owner));
  }

  /**
   * Deletes a group.
   *
   * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
   */
  public void deleteGroup(String owner, String groupId) {
    if (!groups.delete(owner, groupId)) {
      throw new IllegalArgumentException(owner + " has no group " + groupId);
    }
  }

  /**
   * Creates a group now, and returns its id.
   *
   * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
   * @param itemType the type of all members, for example {@code youtube#video}
   * @param members their ids, at most 500; their ownership is not checked
   */
  public String makeGroup(String owner, String title, String itemType, String... members) {
    return makeGroup(clock.instant(), owner, title, itemType, members);
  }

  /**
   * Creates a group as {@link #makeGroup(String, String, String, String...)}, with a creation time.
   */
  public String makeGroup(
      Instant madeAt, String owner, String title, String itemType, String... members) {
    return groups.make(owner, title, itemType, madeAt, List.of(members)).id();
  }

  /**
   * Returns the groups of an owner, the oldest first: one map per group with {@code groupId},
   * {@code title}, {@code publishedAt} (an Instant), {@code itemCount} (a Long) and {@code
   * itemType}.
   *
   * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
   */
  public List<Map<String, Object>> groups(String owner) {
    return groups.of(owner).stream()
        .map(
            group ->
                Map.<String, Object>of(
                    "groupId", group.id(),
                    "title", group.title(),
                    "publishedAt", group.publishedAt(),
                    "itemCount", (long) group.items().size(),
                    "itemType", group.itemType()))
        .toList();
  }

  /**
   * Returns the members of an owner's groups: one map per member with {@code groupId}, {@code
   * groupItemId}, {@code resourceKind} and {@code resourceId}.
   *
   * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
   */
  public List<Map<String, Object>> groupItems(String owner) {
    return groups.of(owner).stream()
        .flatMap(
            group ->
                group.items().stream()
                    .map(
                        item ->
                            Map.<String, Object>of(
                                "groupId", group.id(),
                                "groupItemId", item.id(),
                                "resourceKind", group.itemType(),
                                "resourceId", item.resourceId())))
        .toList();
  }

  /** Returns the calls received so far, in the order of the responses. */
  public List<RecordedCall> recordedCalls() {
    return router.recordedCalls();
  }

  /** Returns the calls that one service received so far, in the order of the responses. */
  public List<RecordedCall> recordedCalls(Call.Kind kind) {
    return recordedCalls().stream().filter(one -> one.call().kind() == kind).toList();
  }

  /**
   * Returns all tokens, codes and client secrets of this server. None of them may appear in an
   * output.
   */
  public List<String> secrets() {
    return secrets.all();
  }

  /**
   * Returns {@link #secrets} in the spellings in which a server may repeat them: as they are,
   * URL-encoded, and escaped for JSON.
   */
  public List<String> spelledSecrets() {
    return secrets().stream().flatMap(SimulatedGoogle::spellings).distinct().toList();
  }

  private static Stream<String> spellings(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        encoded,
        encoded.replaceAll("%2F", "%2f"),
        encoded.replace("%", "%25"),
        secret.replace("/", "\\/"),
        secret.replace("/", "\\u002f"),
        secret.replace("/", "\\u002F"));
  }

  /** Returns the newest refresh token of a channel id or a content owner's name. */
  public String refreshToken(String account) {
    return grants.refreshToken(account);
  }

  /**
   * Limits the requests to the Analytics API in any 60 seconds, including refused ones. Default:
   * unlimited.
   */
  public SimulatedGoogle quota(int perMinute) {
    quotas.analytics().perMinute(perMinute);
    return this;
  }

  /**
   * Limits the requests of each user to the Analytics API in a sliding window, including refused
   * ones. Google's windows are 60 or, for older projects, 100 seconds. Default: unlimited.
   */
  public SimulatedGoogle userQuota(int requests, Duration window) {
    quotas.analytics().perUser(requests, window);
    return this;
  }

  /**
   * Limits the requests to the Analytics API in a Pacific day of the server's clock, including
   * refused ones. Default: unlimited.
   */
  public SimulatedGoogle dailyQuota(int perDay) {
    quotas.analytics().perDay(perDay);
    return this;
  }

  /**
   * Limits the units of the Data API in a Pacific day of the server's clock. A list request costs
   * one unit, even if refused. Default: unlimited.
   */
  public SimulatedGoogle dataApiQuota(int unitsPerDay) {
    quotas.data().perDay(unitsPerDay);
    return this;
  }

  /** Returns the units of the Data API used in the current Pacific day. */
  public int dataApiUnitsUsed() {
    return quotas.data().usedToday();
  }

  /**
   * Limits the requests to the Reporting API in any 60 seconds, downloads and refused requests
   * included. Default: unlimited.
   */
  public SimulatedGoogle reportingQuota(int perMinute) {
    quotas.reporting().perMinute(perMinute);
    return this;
  }

  /**
   * Limits the requests to the Reporting API in a Pacific day of the server's clock, downloads and
   * refused requests included. Default: unlimited.
   */
  public SimulatedGoogle reportingDailyQuota(int perDay) {
    quotas.reporting().perDay(perDay);
    return this;
  }

  /** Returns the requests to the Reporting API in the current Pacific day. */
  public int reportingRequestsUsed() {
    return quotas.reporting().usedToday();
  }

  /** Sets the greatest number of items on a page of the Reporting API. Default: 100. */
  public SimulatedGoogle reportingPageSize(int items) {
    bulkSettings.pageSize(items);
    return this;
  }

  /** Sets the root of download URLs, with a trailing slash. Default: this server's. */
  public SimulatedGoogle downloadRoot(URI root) {
    bulkSettings.downloadRoot(root);
    return this;
  }

  /**
   * Makes the download URLs of all earlier responses invalid. A list response has new ones.
   *
   * @param status of responses to old URLs: 401, 403 or 404
   */
  public void expireDownloadUrls(int status) {
    bulkSettings.expireDownloadUrls(status);
  }

  /** Delays every response, without blocking a thread. */
  public SimulatedGoogle latency(Duration delay) {
    settings.latency(delay);
    return this;
  }

  /** Sets the lifetime of access tokens issued from now on. Default: 3599 seconds. */
  public SimulatedGoogle accessTokenLifetime(Duration lifetime) {
    settings.accessTokenLifetime(lifetime);
    return this;
  }

  /**
   * Sets the lifetime of the refresh tokens of new consents, for example seven days for an
   * application in testing. Default: unlimited.
   */
  public SimulatedGoogle refreshTokenLifetime(Duration lifetime) {
    settings.refreshTokenLifetime(lifetime);
    return this;
  }

  /** Sets the form of reports without rows. */
  public SimulatedGoogle emptyRows(EmptyRows form) {
    settings.emptyRows(form);
    return this;
  }

  /**
   * Sets whether monetary metrics of a channel without monetisation return 403 (the default) or 200
   * without rows.
   */
  public SimulatedGoogle unmonetisedIsForbidden(boolean forbidden) {
    settings.unmonetisedIsForbidden(forbidden);
    return this;
  }

  /** Sets whether another account's channel returns 404, or 403 (the default). */
  public SimulatedGoogle foreignIsNotFound(boolean notFound) {
    settings.foreignIsNotFound(notFound);
    return this;
  }

  /**
   * Sets whether the number of subscribers of a channel that hides it is 0, or missing (the
   * default). Both have been observed; {@link World#channelResource} has no number.
   */
  public SimulatedGoogle hiddenSubscribersAreZero(boolean zero) {
    settings.hiddenSubscribersAreZero(zero);
    return this;
  }

  /**
   * Sets the number of entries after which the list of a playlist ends, without an error. Default:
   * 20000, as Google's.
   */
  public SimulatedGoogle maxPlaylistItems(int items) {
    settings.maxPlaylistItems(items);
    return this;
  }

  /** Expires all access tokens issued so far. */
  public void expireAccessTokens() {
    grants.expireAll();
  }

  /** Revokes all tokens of a channel id or a content owner's name. */
  public void revoke(String account) {
    grants.revoke(grants.account(account));
  }

  /**
   * Adds a new refresh token to the next token response of a channel. Older refresh tokens remain
   * valid.
   */
  public void rotateRefreshToken(String channelId) {
    grants.rotateNext(grants.account(channelId));
  }

  /**
   * Signs ID tokens with a new key from now on. The previous key remains published; ID tokens
   * signed with older keys become invalid.
   */
  public void rotateSigningKeys() {
    keys.rotate();
  }

  @Override
  public void close() {
    server.close();
  }
}
