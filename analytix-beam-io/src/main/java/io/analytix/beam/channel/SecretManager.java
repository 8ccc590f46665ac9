// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.auth.Credentials;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The calls to Google Secret Manager that token stores need. The client is opened at the first
 * call. Transient failures are retried; content is verified against its checksum.
 */
final class SecretManager implements AutoCloseable {
  /** Maximum time of one call, including its retries. */
  static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

  private static final Set<Code> RETRYABLE_CODES =
      Set.of(Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED, Code.DEADLINE_EXCEEDED);

  private static final String MANAGE_VERSIONS = "roles/secretmanager.secretVersionManager on it";

  private static final String HOST = "secretmanager.googleapis.com";

  private static final int PAGE_SIZE = 1000;
  private static final int MAX_READS = 3;

  /** The alias of the newest version, enabled or not. */
  private static final String LATEST = "latest";

  /**
   * These loggers write requests and responses at levels below INFO: gRPC's transport, whichever of
   * the two is on the class path, in hexadecimal, the client library as text if
   * GOOGLE_SDK_JAVA_LOGGING is set. The list keeps them reachable; otherwise a garbage-collected
   * logger would lose its level.
   */
  private static final List<Logger> WIRE_LOGGERS =
      Stream.of(
              "io.grpc.netty.NettyClientHandler",
              "io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler",
              "com.google.api.gax.grpc.GrpcLoggingInterceptor")
          .map(Logger::getLogger)
          .toList();

  static {
    WIRE_LOGGERS.forEach(logger -> logger.setLevel(Level.INFO));
  }

  private final SecretManagerEndpoint endpoint;
  private final Duration timeout;
  private final CredentialsProvider credentialsProvider;
  private @Nullable Credentials credentials;
  private @Nullable SecretManagerServiceClient client;
  private boolean closed;

  SecretManager(SecretManagerEndpoint endpoint, Duration timeout) {
    this(
        endpoint,
        timeout,
        endpoint.hostAndPort() == null
            ? SecretManagerServiceSettings.defaultCredentialsProviderBuilder().build()
            : NoCredentialsProvider.create());
  }

  SecretManager(
      SecretManagerEndpoint endpoint, Duration timeout, CredentialsProvider credentialsProvider) {
    this.endpoint = endpoint;
    this.timeout = timeout;
    this.credentialsProvider = credentialsProvider;
  }

  /**
   * The content of a version.
   *
   * @param version its number
   * @param newest the number of the secret's newest version, which may be one that is not enabled
   */
  record StoredVersion(long version, long newest, Secret text) {}

  /** Passes the names of all secrets that match a filter to {@code names}, page by page. */
  void list(String parent, String filter, Consumer<String> names) throws IOException {
    call(
        "list the secrets of " + parent,
        "secretmanager.secrets.list (in roles/secretmanager.viewer)",
        service -> {
          service
              .listSecrets(
                  ListSecretsRequest.newBuilder()
                      .setParent(parent)
                      .setFilter(filter)
                      .setPageSize(PAGE_SIZE)
                      .build())
              .iterateAll()
              .forEach(secret -> names.accept(secret.getName()));
          return parent;
        });
  }

  /**
   * Returns the newest enabled version, empty if no version is enabled. The alias {@code latest} is
   * read first: it usually is enabled, and reading it needs no permission to list versions.
   */
  Optional<StoredVersion> newest(String secret) throws IOException {
    try {
      AccessSecretVersionResponse latest = access(secret, LATEST);
      long version = number(latest.getName());
      return Optional.of(new StoredVersion(version, version, text(latest)));
    } catch (SecretManagerException e) {
      if (!e.is(Code.FAILED_PRECONDITION)) {
        throw e;
      }
      return newestEnabled(secret);
    }
  }

  private Optional<StoredVersion> newestEnabled(String secret) throws IOException {
    TreeMap<Long, SecretVersion.State> versions = new TreeMap<>(Comparator.reverseOrder());
    call(
        "list the versions of " + secret,
        "secretmanager.versions.list (in roles/secretmanager.viewer)",
        service -> {
          service
              .listSecretVersions(secret)
              .iterateAll()
              .forEach(version -> versions.put(number(version.getName()), version.getState()));
          return secret;
        });
    for (Map.Entry<Long, SecretVersion.State> version : versions.entrySet()) {
      if (version.getValue() == SecretVersion.State.ENABLED) {
        try {
          Secret text = read(secret, version.getKey());
          return Optional.of(new StoredVersion(version.getKey(), versions.firstKey(), text));
        } catch (SecretManagerException e) {
          // It may have been disabled since it was listed.
          if (!e.is(Code.FAILED_PRECONDITION)) {
            throw e;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Reads the content of one version. */
  Secret read(String secret, long version) throws IOException {
    return text(access(secret, Long.toString(version)));
  }

  private AccessSecretVersionResponse access(String secret, String version) throws IOException {
    for (int attempt = 1; attempt <= MAX_READS; attempt++) {
      AccessSecretVersionResponse response =
          call(
              "read " + secret,
              "roles/secretmanager.secretAccessor on it",
              service -> service.accessSecretVersion(secret + "/versions/" + version));
      SecretPayload payload = response.getPayload();
      if (!payload.hasDataCrc32C() || payload.getDataCrc32C() == checksum(payload.getData())) {
        return response;
      }
    }
    throw SecretManagerException.corrupted(secret);
  }

  /**
   * Adds a version and returns its number. A retry may leave a version with the same content below
   * it.
   */
  long add(String secret, byte[] content) throws IOException {
    ByteString data = ByteString.copyFrom(content);
    AddSecretVersionRequest request =
        AddSecretVersionRequest.newBuilder()
            .setParent(secret)
            .setPayload(
                SecretPayload.newBuilder().setData(data).setDataCrc32C(checksum(data)).build())
            .build();
    return call(
        "add a version to " + secret,
        MANAGE_VERSIONS,
        service -> number(service.addSecretVersion(request).getName()));
  }

  /** Returns the labels of a secret; empty if the secret does not exist. */
  Optional<Map<String, String>> labels(String secret) throws IOException {
    try {
      return Optional.of(
          call(
              "get " + secret,
              "secretmanager.secrets.get (in roles/secretmanager.viewer)",
              service -> service.getSecret(secret).getLabelsMap()));
    } catch (SecretManagerException e) {
      if (e.is(Code.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Creates a secret without a version.
   *
   * @param locations of its replicas; empty for automatic replication
   * @throws TokenStoreDeniedException if a policy of the organisation forbids it
   */
  void create(String parent, String id, Map<String, String> labels, List<String> locations)
      throws IOException {
    CreateSecretRequest request =
        CreateSecretRequest.newBuilder()
            .setParent(parent)
            .setSecretId(id)
            .setSecret(
                com.google.cloud.secretmanager.v1.Secret.newBuilder()
                    .setReplication(replication(locations))
                    .putAllLabels(labels))
            .build();
    try {
      call(
          "create secret " + id + " in " + parent,
          "secretmanager.secrets.create (in roles/secretmanager.admin)",
          service -> service.createSecret(request));
    } catch (SecretManagerException e) {
      Optional<String> policy = e.policy();
      if (policy.isPresent()) {
        throw new TokenStoreDeniedException(forbidden(policy.get(), parent, id, locations));
      }
      if (!e.is(Code.ALREADY_EXISTS)) {
        throw e;
      }
    }
  }

  private static String forbidden(String policy, String parent, String id, List<String> locations) {
    return ("the organisation policy %s does not allow secret %s in %s with %s: %s 'gcloud secrets"
            + " create %s --project=%s --replication-policy=user-managed --locations=REGION', then"
            + " run the same command again")
        .formatted(
            policy,
            id,
            parent,
            locations.isEmpty()
                ? "automatic replication"
                : "replicas in " + String.join(", ", locations),
            policy.endsWith("/gcp.resourceLocations")
                ? "add --secretLocations=REGION with a region that the policy allows, or run"
                : "create the secret as the policy demands, such as with",
            id,
            parent.substring(parent.indexOf('/') + 1));
  }

  private static Replication replication(List<String> locations) {
    if (locations.isEmpty()) {
      return Replication.newBuilder()
          .setAutomatic(Replication.Automatic.getDefaultInstance())
          .build();
    }
    Replication.UserManaged.Builder replicas = Replication.UserManaged.newBuilder();
    for (String location : locations) {
      replicas.addReplicas(Replication.UserManaged.Replica.newBuilder().setLocation(location));
    }
    return Replication.newBuilder().setUserManaged(replicas).build();
  }

  /** Disables a version. */
  void disable(String secret, long version) throws IOException {
    call(
        "disable version " + version + " of " + secret,
        MANAGE_VERSIONS,
        service -> service.disableSecretVersion(version(secret, version)));
  }

  /** Enables a version again. */
  void enable(String secret, long version) throws IOException {
    call(
        "enable version " + version + " of " + secret,
        MANAGE_VERSIONS,
        service -> service.enableSecretVersion(version(secret, version)));
  }

  /**
   * Disables a version that version {@code by} superseded, if both are enabled and no other process
   * changes it at the same time (its etag is sent). If {@code by} is disabled meanwhile, the
   * superseded version is enabled again.
   */
  void retire(String secret, long superseded, long by) throws IOException {
    SecretVersion old = state(secret, superseded);
    if (old.getState() == SecretVersion.State.ENABLED && isEnabled(secret, by)) {
      call(
          "disable version " + superseded + " of " + secret,
          MANAGE_VERSIONS,
          service ->
              service.disableSecretVersion(
                  DisableSecretVersionRequest.newBuilder()
                      .setName(old.getName())
                      .setEtag(old.getEtag())
                      .build()));
      if (!isEnabled(secret, by)) {
        enable(secret, superseded);
      }
    }
  }

  private boolean isEnabled(String secret, long version) throws IOException {
    return state(secret, version).getState() == SecretVersion.State.ENABLED;
  }

  private SecretVersion state(String secret, long version) throws IOException {
    return call(
        "get version " + version + " of " + secret,
        MANAGE_VERSIONS,
        service -> service.getSecretVersion(version(secret, version)));
  }

  private static String version(String secret, long number) {
    return secret + "/versions/" + number;
  }

  /** Deletes a secret with all its versions; does nothing if the secret does not exist. */
  void delete(String secret) throws IOException {
    try {
      call(
          "delete " + secret,
          "secretmanager.secrets.delete (in roles/secretmanager.admin)",
          service -> {
            service.deleteSecret(secret);
            return secret;
          });
    } catch (SecretManagerException e) {
      if (!e.is(Code.NOT_FOUND)) {
        throw e;
      }
    }
  }

  private static Secret text(AccessSecretVersionResponse version) {
    ByteString data = version.getPayload().getData();
    try {
      return Secret.of(EncodedText.decode(data.toByteArray()));
    } catch (CharacterCodingException e) {
      return Secret.of(data.toStringUtf8());
    }
  }

  /** The last part of a version's name, 0 if it is not a number. */
  private static long number(String version) {
    String last = version.substring(version.lastIndexOf('/') + 1);
    return last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
  }

  private static long checksum(ByteString data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data.asReadOnlyByteBuffer());
    return checksum.getValue();
  }

  /** A call of the client library. */
  @FunctionalInterface
  private interface ServiceCall<T> {
    T on(SecretManagerServiceClient service);
  }

  private <T> T call(String task, String right, ServiceCall<T> call) throws IOException {
    SecretManagerServiceClient service = client();
    authenticate();
    try {
      return call.on(service);
    } catch (ApiException e) {
      throw SecretManagerException.of(e, task, right);
    }
  }

  /**
   * Requests an access token, unless there is one that is still valid, so that rejected credentials
   * fail at once. As part of a call, the client library may take them for an unavailable service,
   * and repeats the call.
   */
  private void authenticate() throws IOException {
    try {
      if (credentials != null) {
        var unused = credentials.getRequestMetadata(URI.create("https://" + HOST));
      }
    } catch (IOException e) {
      Optional<String> rejected = GoogleCredentialsFailure.line(e);
      if (rejected.isPresent()) {
        throw SecretManagerException.rejected(rejected.get());
      }
    }
  }

  private synchronized SecretManagerServiceClient client() throws IOException {
    if (closed) {
      throw new IOException("the token store is closed");
    }
    if (client == null) {
      credentials = credentials();
      client = SecretManagerServiceClient.create(settings());
    }
    return client;
  }

  private @Nullable Credentials credentials() throws IOException {
    try {
      return credentialsProvider.getCredentials();
    } catch (IOException e) {
      throw new IOException(
          "this machine has no Google credentials that can be read: run 'gcloud auth"
              + " application-default login', or set GOOGLE_APPLICATION_CREDENTIALS to a key file",
          e);
    }
  }

  private SecretManagerServiceSettings settings() throws IOException {
    SecretManagerServiceSettings.Builder settings =
        SecretManagerServiceSettings.newBuilder()
            .setCredentialsProvider(FixedCredentialsProvider.create(credentials));
    if (endpoint.hostAndPort() != null) {
      settings
          .setEndpoint(endpoint.hostAndPort())
          .setTransportChannelProvider(
              SecretManagerServiceSettings.defaultGrpcTransportProviderBuilder()
                  .setChannelConfigurator(builder -> builder.usePlaintext())
                  .build());
    }
    RetrySettings retries = retries();
    settings.applyToAllUnaryMethods(
        method -> {
          method.setRetryableCodes(RETRYABLE_CODES).setRetrySettings(retries);
          return null;
        });
    return settings.build();
  }

  /** By default the client library retries reads, but neither lists nor writes. */
  private RetrySettings retries() {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(timeout.dividedBy(300))
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(Duration.ofSeconds(10))
        .setInitialRpcTimeoutDuration(Duration.ofSeconds(15))
        .setRpcTimeoutMultiplier(1)
        .setMaxRpcTimeoutDuration(Duration.ofSeconds(15))
        .setTotalTimeoutDuration(timeout)
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
