// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * A token store in Google Cloud Secret Manager: one secret per token record; the secret's newest
 * enabled version is the record. Replacing a record adds a version. The store disables the
 * superseded version after the first successful refresh with the new one, if it has the permission.
 *
 * <p>If two processes replace a record at the same time, both add a version. The version numbers
 * decide: the process whose version does not directly follow the version that it replaced disables
 * its own version again.
 */
public final class SecretManagerTokenStore implements TokenStore {
  private static final Logger LOG = Logger.getLogger(SecretManagerTokenStore.class.getName());

  private static final Pattern REGION = Pattern.compile("[a-z]+-[a-z]+[0-9]+");

  private final SecretPattern pattern;
  private final List<String> locations;
  private final SecretManager secrets;

  /** The version from which each record was last read. */
  private final Map<String, Long> versions = new ConcurrentHashMap<>();

  private final AtomicBoolean disablesSuperseded = new AtomicBoolean(true);

  SecretManagerTokenStore(SecretPattern pattern, SecretManagerEndpoint endpoint, Duration timeout) {
    this(pattern, List.of(), new SecretManager(endpoint, timeout));
  }

  SecretManagerTokenStore(SecretPattern pattern, List<String> locations, SecretManager secrets) {
    this.pattern = pattern;
    this.locations = locations;
    this.secrets = secrets;
  }

  /**
   * Returns a factory of stores of the secrets in Google's Secret Manager that match {@code
   * pattern}.
   *
   * @param pattern {@code projects/PROJECT/secrets/PREFIX*}, optionally followed by {@code
   *     ;labels.KEY=VALUE}
   */
  public static Factory in(String pattern) {
    return in(pattern, SecretManagerEndpoint.GOOGLE);
  }

  /** Like {@link #in(String)}, at another endpoint of Secret Manager. */
  public static Factory in(String pattern, SecretManagerEndpoint endpoint) {
    return in(pattern, endpoint, List.of());
  }

  /**
   * Like {@link #in(String, SecretManagerEndpoint)}.
   *
   * @param locations the regions in which {@link #save} replicates a secret that it creates, such
   *     as {@code europe-west1}; empty for automatic replication, which some organisations forbid
   * @throws IllegalArgumentException if one is not a region
   */
  public static Factory in(String pattern, SecretManagerEndpoint endpoint, List<String> locations) {
    SecretPattern parsed = SecretPattern.parse(pattern);
    ArrayList<String> regions = new ArrayList<>(locations);
    for (String region : regions) {
      if (!REGION.matcher(region).matches()) {
        throw new IllegalArgumentException(
            "location '" + region + "' must be a region such as europe-west1");
      }
    }
    return () ->
        new SecretManagerTokenStore(
            parsed, regions, new SecretManager(endpoint, SecretManager.CALL_TIMEOUT));
  }

  @Override
  public List<String> names() throws IOException {
    NavigableSet<String> names = new TreeSet<>();
    secrets.list(
        pattern.parent(), pattern.filter(), secret -> pattern.record(secret).ifPresent(names::add));
    return List.copyOf(names);
  }

  @Override
  public TokenRecord read(String name) throws TokenRecordException, IOException {
    SecretManager.StoredVersion stored = newest(name);
    versions.put(name, stored.version());
    return record(stored.text());
  }

  private SecretManager.StoredVersion newest(String name) throws TokenRecordException, IOException {
    try {
      return secrets
          .newest(secret(name))
          .orElseThrow(
              () ->
                  new TokenRecordException(
                      "the token record's secret has no enabled version: enable a version, or"
                          + " let the channel's owner consent again"));
    } catch (SecretManagerException e) {
      if (e.is(Code.NOT_FOUND)) {
        throw new TokenRecordException(
            "the token record's secret no longer exists or has no version: let the channel's"
                + " owner consent again");
      }
      if (e.deniesThisSecret()) {
        throw new TokenRecordException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static TokenRecord record(Secret text) throws TokenRecordException {
    return TokenRecord.parse(text.reveal().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException {
    SecretManager.StoredVersion stored = newest(name);
    if (!same(record(stored.text()), read)) {
      return false;
    }
    try {
      long added = add(name, changed);
      if (added == stored.newest() + 1) {
        return true;
      }
      return stored.newest() > 0
          ? withdraw(secret(name), added, changed)
          : same(record(newest(name).text()), changed);
    } catch (SecretManagerException e) {
      if (e.is(Code.PERMISSION_DENIED)) {
        throw new TokenStoreDeniedException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /**
   * Disables the added version, because another process was first; enables it again if no other
   * version is enabled any more.
   */
  private boolean withdraw(String secret, long added, TokenRecord changed)
      throws TokenRecordException, IOException {
    secrets.disable(secret, added);
    Optional<SecretManager.StoredVersion> enabled = secrets.newest(secret);
    if (enabled.isEmpty()) {
      secrets.enable(secret, added);
      return true;
    }
    return same(record(enabled.get().text()), changed);
  }

  private static boolean same(TokenRecord record, TokenRecord other) {
    return Arrays.equals(record.toJson(), other.toJson());
  }

  /** Adds a version and reads it back. */
  private long add(String name, TokenRecord record) throws TokenRecordException, IOException {
    String secret = secret(name);
    long added = secrets.add(secret, record.toJson());
    if (!same(record(secrets.read(secret, added)), record)) {
      throw new IOException(
          "Secret Manager does not return the content that was added to " + secret);
    }
    return added;
  }

  @Override
  public boolean contains(String name) throws IOException {
    String id = pattern.id(name).orElse("");
    return !id.isEmpty()
        && secrets.labels(pattern.secret(id)).filter(pattern::hasLabels).isPresent();
  }

  @Override
  public void checkSavable(String name) throws TokenRecordException {
    String unused = secret(name);
  }

  /**
   * {@inheritDoc} A missing secret is created with the labels of the pattern.
   *
   * @throws TokenStoreDeniedException if a permission is missing, or if a policy of the
   *     organisation forbids the secret
   */
  @Override
  public void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    String secret = secret(name);
    try {
      Map<String, String> labels = secrets.labels(secret).orElse(null);
      if (labels == null) {
        secrets.create(
            pattern.parent(), pattern.id(name).orElseThrow(), pattern.labels(), locations);
      } else if (!pattern.hasLabels(labels)) {
        throw new IOException(
            "secret " + secret + " is not a token record: it lacks the labels " + pattern.labels());
      }
      add(name, consented);
    } catch (SecretManagerException e) {
      throw e.is(Code.PERMISSION_DENIED)
          ? new TokenStoreDeniedException(String.valueOf(e.getMessage()))
          : e;
    }
  }

  @Override
  public void delete(String name) throws TokenRecordException, IOException {
    secrets.delete(secret(name));
  }

  /**
   * {@inheritDoc} Disables the version before the one that was read, if the store has the
   * permission.
   */
  @Override
  public void onRefreshSucceeded(String name) {
    long version = versions.getOrDefault(name, 0L);
    if (version < 2 || !disablesSuperseded.get()) {
      return;
    }
    try {
      secrets.retire(secret(name), version - 1, version);
    } catch (SecretManagerException e) {
      if (e.is(Code.PERMISSION_DENIED) && disablesSuperseded.compareAndSet(true, false)) {
        LOG.info(() -> "superseded versions of token records stay enabled: " + e.getMessage());
      }
    } catch (IOException | TokenRecordException e) {
      LOG.fine(() -> "a superseded version stays enabled: " + e.getMessage());
    }
  }

  private String secret(String name) throws TokenRecordException {
    return pattern.secret(
        pattern
            .id(name)
            .orElseThrow(
                () ->
                    new TokenRecordException(
                        "no secret can have the name of this token record: use letters, digits,"
                            + " - and _, up to 255 with the prefix")));
  }

  @Override
  public void close() {
    secrets.close();
  }
}
