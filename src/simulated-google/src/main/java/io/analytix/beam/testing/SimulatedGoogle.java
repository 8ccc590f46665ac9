// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.data.ChannelsEndpoint;
import io.analytix.beam.testing.data.GroupItemsEndpoint;
import io.analytix.beam.testing.data.Groups;
import io.analytix.beam.testing.data.GroupsEndpoint;
import io.analytix.beam.testing.data.PlaylistItemsEndpoint;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small working Google on 127.0.0.1, all answered from one {@link World}. It refuses what the
 * real one refuses, keeps its quotas, fails when told to, and remembers what it was asked.
 *
 * <pre>{@code
 * World world = World.builder(7).today(LocalDate.of(2026, 11, 20)).channels(3).build();
 * try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
 *   Path records = google.writeTokenRecords(folder.resolve("records"));
 *   Path client = google.writeClientSecrets(folder.resolve("client.json"));
 *   google.quota(600).faults().next(3, Fault.SERVICE_UNAVAILABLE);
 *
 *   run("--tokenRecords=file:" + records, "--clientSecrets=file:" + client,
 *       "--apiRootUrl=" + google.apiRootUrl());
 *
 *   assertThat(rowsWritten()).isEqualTo(world.truth(channelId, List.of("day"), metrics, first, last));
 *   assertThat(google.asked(Call.Kind.TOKEN)).hasSize(3);
 * }
 * }</pre>
 *
 * <p>Services, under Google's paths on this one host:
 *
 * <ul>
 *   <li>OAuth: {@code o/oauth2/v2/auth} (a page; a posted form with {@code decision}, {@code
 *       account} and {@code allow} answers it without a browser), {@code token} (refresh tokens,
 *       and codes with PKCE), {@code tokeninfo}, {@code oauth2/v3/certs};
 *   <li>YouTube Analytics API: {@code v2/reports} and the lists of {@code v2/groups} and {@code
 *       v2/groupItems};
 *   <li>YouTube Data API: lists of {@code youtube/v3/channels} and {@code playlistItems} (uploads
 *       only).
 * </ul>
 *
 * <p>Any other address is answered 404. The parameter {@code fields} is accepted and ignored.
 *
 * <p>Safe for use by many threads; every setting may be changed while requests are served.
 */
public final class SimulatedGoogle implements AutoCloseable {
  private final World world;
  private final SecretGenerator secrets;
  private final Grants grants;
  private final SigningKeys keys = new SigningKeys();
  private final Settings settings = new Settings();
  private final Quotas quotas;
  private final Faults faults = new Faults();
  private final Groups groups;
  private final Clock clock;
  private final RequestRouter door;
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
    this.door =
        new RequestRouter(
            new CallReader(bearers, clock),
            services(client, bearers),
            bearers,
            settings,
            quotas,
            faults::around);
    this.server = LoopbackServer.start(door::answer);
  }

  private EndpointRegistry services(OAuthClient client, BearerAuthenticator bearers) {
    AuthorisationCodes codes = new AuthorisationCodes(secrets);
    IdTokens idTokens = new IdTokens(keys, secrets);
    GroundTruth truth = world.groundTruth();
    return new EndpointRegistry()
        .open(Call.Kind.TOKEN, new TokenEndpoint(client, grants, codes, idTokens, settings, clock))
        .open(Call.Kind.TOKEN_INFO, new TokenInfoEndpoint(grants, idTokens, clock))
        .open(Call.Kind.CONSENT, new ConsentEndpoint(client, grants, codes, clock))
        .open(Call.Kind.CERTS, new CertsEndpoint(keys))
        .open(Call.Kind.REPORT, bearers.guard(new ReportEndpoint(truth, settings, this::members)))
        .open(Call.Kind.GROUPS, bearers.guard(new GroupsEndpoint(groups)))
        .open(Call.Kind.GROUP_ITEMS, bearers.guard(new GroupItemsEndpoint(groups)))
        .open(Call.Kind.CHANNELS, bearers.guard(new ChannelsEndpoint(truth)))
        .open(Call.Kind.PLAYLIST_ITEMS, bearers.guard(new PlaylistItemsEndpoint(truth)));
  }

  private Optional<GroupFilter.Members> members(String owner, String groupId) {
    return groups
        .find(owner, groupId)
        .map(group -> new GroupFilter.Members(group.dimension(), group.resourceIds()));
  }

  /** Starts a Google that lives by the system's clock. */
  public static SimulatedGoogle start(World world) {
    return start(world, Clock.systemUTC());
  }

  /** Starts a Google; {@code clock} decides when access tokens expire and minutes pass. */
  public static SimulatedGoogle start(World world, Clock clock) {
    return new SimulatedGoogle(world, clock);
  }

  /**
   * Returns the root of the Analytics API and of all OAuth services, ending in a slash; reports are
   * at {@code v2/reports}.
   */
  public URI apiRootUrl() {
    return server.root();
  }

  /** Returns the root of the Data API, ending in a slash. */
  public URI dataApiRootUrl() {
    return server.root();
  }

  /** Returns the address of the token endpoint. */
  public URI tokenUri() {
    return server.root().resolve("token");
  }

  /** Returns the truth that is served. */
  public World world() {
    return world;
  }

  /** Returns the script of what goes wrong. */
  public Faults faults() {
    return faults;
  }

  /** Returns the OAuth client as Google's console hands it out, with this server's addresses. */
  public String clientSecrets() {
    return records.clientSecrets(server.root());
  }

  /** Returns a token record with the channel's tokens and id, as {@link #writeTokenRecord} does. */
  public String tokenRecord(SimulatedChannel channel) {
    return records.of(channel, Optional.of(channel.id()));
  }

  /**
   * Writes the OAuth client as Google's console hands it out, with the addresses of this server.
   */
  public Path writeClientSecrets(Path file) throws IOException {
    return TokenRecordWriter.writeClientSecrets(file, clientSecrets());
  }

  /**
   * Writes the OAuth client in the form of a web application, and registers the addresses to which
   * its users are sent back.
   */
  public Path writeWebClientSecrets(Path file, URI... redirectUris) throws IOException {
    return TokenRecordWriter.writeClientSecrets(
        file, records.webClientSecrets(server.root(), List.of(redirectUris)));
  }

  /** Writes a token record for each channel, named after its handle, and returns the folder. */
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
   * Writes {@code name.json} with the channel's tokens and the channel id given, which may be
   * another channel's or none. The access token in it is already worth nothing.
   */
  public Path writeTokenRecord(
      Path folder, String name, SimulatedChannel channel, Optional<String> channelId)
      throws IOException {
    return TokenRecordWriter.write(folder, name, records.of(channel, channelId));
  }

  /** Writes a token record that speaks for all channels of a content owner, named after it. */
  public Path writeTokenRecord(Path folder, ContentOwner owner) throws IOException {
    return TokenRecordWriter.write(folder, owner.name(), records.of(owner));
  }

  /**
   * Deletes a group, as its owner would.
   *
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
   */
  public void deleteGroup(String owner, String groupId) {
    if (!groups.delete(owner, groupId)) {
      throw new IllegalArgumentException(owner + " has no group " + groupId);
    }
  }

  /**
   * Makes a group just now, as its owner would, and returns its id.
   *
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
   * @param itemType what all its members are, for example {@code youtube#video}
   * @param members their ids, at most 500; nobody checks that they are the owner's
   */
  public String makeGroup(String owner, String title, String itemType, String... members) {
    return makeGroup(clock.instant(), owner, title, itemType, members);
  }

  /** Makes a group like {@link #makeGroup(String, String, String, String...)}, at some time. */
  public String makeGroup(
      Instant madeAt, String owner, String title, String itemType, String... members) {
    return groups.make(owner, title, itemType, madeAt, List.of(members)).id();
  }

  /**
   * Returns the groups of an owner, the oldest first: one map per group with {@code groupId},
   * {@code title}, {@code publishedAt} (an Instant), {@code itemCount} (a Long) and {@code
   * itemType}.
   *
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
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
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
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

  /** Returns what was asked so far, in the order of the answers. */
  public List<RecordedCall> asked() {
    return door.asked();
  }

  /** Returns what was asked of one service so far, in the order of the answers. */
  public List<RecordedCall> asked(Call.Kind kind) {
    return asked().stream().filter(one -> one.call().kind() == kind).toList();
  }

  /** Returns every secret text that exists: none of them may appear in any output. */
  public List<String> secrets() {
    return secrets.all();
  }

  /** Returns the newest refresh token of a channel's id, or of a content owner's name. */
  public String refreshToken(String account) {
    return grants.refreshToken(account);
  }

  /**
   * Allows so many requests to the Analytics API in any 60 seconds, refused ones counted; without
   * this, any number.
   */
  public SimulatedGoogle quota(int perMinute) {
    quotas.analytics().perMinute(perMinute);
    return this;
  }

  /**
   * Allows each user so many requests to the Analytics API in any window of this length, refused
   * ones counted: Google's are a minute or, the older ones, 100 seconds long.
   */
  public SimulatedGoogle userQuota(int requests, Duration window) {
    quotas.analytics().perUser(requests, window);
    return this;
  }

  /**
   * Allows so many requests to the Analytics API in a Pacific day of the server's clock, refused
   * ones counted; without this, any number.
   */
  public SimulatedGoogle dailyQuota(int perDay) {
    quotas.analytics().perDay(perDay);
    return this;
  }

  /**
   * Allows so many units of the Data API in a Pacific day of the server's clock; every list costs
   * one, refused ones counted; without this, any number.
   */
  public SimulatedGoogle dataApiQuota(int unitsPerDay) {
    quotas.data().perDay(unitsPerDay);
    return this;
  }

  /** Returns how many units of the Data API were used in the Pacific day that it is now. */
  public int dataApiUnitsUsed() {
    return quotas.data().usedToday();
  }

  /** Holds every answer back for so long, without keeping a thread. */
  public SimulatedGoogle latency(Duration delay) {
    settings.latency(delay);
    return this;
  }

  /** Sets for how long access tokens issued from now on are good; by default 3599 seconds. */
  public SimulatedGoogle accessTokenLifetime(Duration lifetime) {
    settings.accessTokenLifetime(lifetime);
    return this;
  }

  /**
   * Sets for how long refresh tokens of new consents are good, as of an application that is in
   * testing (seven days); by default they do not end.
   */
  public SimulatedGoogle refreshTokenLifetime(Duration lifetime) {
    settings.refreshTokenLifetime(lifetime);
    return this;
  }

  /** Sets how reports without rows look. */
  public SimulatedGoogle emptyRows(EmptyRows form) {
    settings.emptyRows(form);
    return this;
  }

  /**
   * Sets whether money of a channel that earns none is a 403 (the default) or a 200 without rows.
   */
  public SimulatedGoogle unmonetisedIsForbidden(boolean forbidden) {
    settings.unmonetisedIsForbidden(forbidden);
    return this;
  }

  /** Sets whether a channel of another account is a 404, or a 403 (the default). */
  public SimulatedGoogle foreignIsNotFound(boolean notFound) {
    settings.foreignIsNotFound(notFound);
    return this;
  }

  /** Ends every access token issued so far. */
  public void expireAccessTokens() {
    grants.expireAll();
  }

  /**
   * Ends every token of a channel's id or a content owner's name, as when the consent is withdrawn.
   */
  public void revoke(String account) {
    grants.revoke(grants.account(account));
  }

  /** Lets the next token answer of a channel carry a new refresh token; older ones stay good. */
  public void rotateRefreshToken(String channelId) {
    grants.rotateNext(grants.account(channelId));
  }

  /**
   * Signs ID tokens with a new key from now on. The key used before stays published; what the one
   * before that signed is worth nothing any more.
   */
  public void rotateSigningKeys() {
    keys.rotate();
  }

  @Override
  public void close() {
    server.close();
  }
}
