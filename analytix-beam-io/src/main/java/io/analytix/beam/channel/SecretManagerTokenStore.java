// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/**
 * Google Cloud Secret Manager: one secret a token record, whose newest enabled version is the
 * record. A record is renewed by a new version; what that superseded is disabled once the new one
 * has proved good, where this is allowed.
 *
 * <p>Two that renew a record at the same time both add a version. The numbers tell them apart:
 * whose version does not come right after the one it was made of takes it back.
 */
public final class SecretManagerTokenStore implements TokenStore {
  private static final Logger LOG = Logger.getLogger(SecretManagerTokenStore.class.getName());

  private final SecretPattern pattern;
  private final SecretManager secrets;

  /** Which version a record was last read from. */
  private final Map<String, Long> versions = new ConcurrentHashMap<>();

  private final AtomicBoolean tidies = new AtomicBoolean(true);

  SecretManagerTokenStore(
      SecretPattern pattern, SecretManagerEndpoint endpoint, Duration patience) {
    this.pattern = pattern;
    this.secrets = new SecretManager(endpoint, patience);
  }

  /**
   * A factory for the records in Google's Secret Manager that match {@code pattern}.
   *
   * @param pattern {@code projects/PROJECT/secrets/PREFIX*}, optionally followed by {@code
   *     ;labels.KEY=VALUE}
   */
  public static Factory in(String pattern) {
    return in(pattern, SecretManagerEndpoint.GOOGLE);
  }

  /** The same at another endpoint. */
  public static Factory in(String pattern, SecretManagerEndpoint endpoint) {
    SecretPattern parsed = SecretPattern.parse(pattern);
    return () -> new SecretManagerTokenStore(parsed, endpoint, SecretManager.CALL_TIMEOUT);
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
    SecretManager.Held held = newest(name);
    versions.put(name, held.version());
    return record(held.text());
  }

  private SecretManager.Held newest(String name) throws TokenRecordException, IOException {
    try {
      return secrets
          .newest(secret(name))
          .orElseThrow(
              () ->
                  new TokenRecordException(
                      "the token record's secret has no enabled version: enable one, or let the"
                          + " channel's owner consent again"));
    } catch (SecretManagerException e) {
      if (e.is(Code.NOT_FOUND)) {
        throw new TokenRecordException(
            "there is no secret with this token record any more, or it has no version: let the"
                + " channel's owner consent again");
      }
      if (e.is(Code.PERMISSION_DENIED)) {
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
    SecretManager.Held held = newest(name);
    if (!same(record(held.text()), read)) {
      return false;
    }
    try {
      long added = add(name, changed);
      if (added == held.newest() + 1) {
        return true;
      }
      return held.newest() > 0
          ? takenBack(secret(name), added, changed)
          : same(record(newest(name).text()), changed);
    } catch (SecretManagerException e) {
      if (e.is(Code.PERMISSION_DENIED)) {
        throw new TokenStoreDeniedException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** Somebody else was first: their version stays, unless theirs is gone meanwhile, too. */
  private boolean takenBack(String secret, long added, TokenRecord changed)
      throws TokenRecordException, IOException {
    secrets.disable(secret, added);
    Optional<SecretManager.Held> left = secrets.newest(secret);
    if (left.isEmpty()) {
      secrets.enable(secret, added);
      return true;
    }
    return same(record(left.get().text()), changed);
  }

  private static boolean same(TokenRecord one, TokenRecord other) {
    return Arrays.equals(one.toJson(), other.toJson());
  }

  /** Adds a version and reads it back. */
  private long add(String name, TokenRecord record) throws TokenRecordException, IOException {
    String secret = secret(name);
    long added = secrets.add(secret, record.toJson());
    if (!same(record(secrets.read(secret, added)), record)) {
      throw new IOException("Secret Manager gives back something else than was added to " + secret);
    }
    return added;
  }

  @Override
  public boolean contains(String name) throws IOException {
    String id = pattern.id(name).orElse("");
    return !id.isEmpty()
        && secrets.labels(pattern.secret(id)).filter(pattern::hasLabels).isPresent();
  }

  /** {@inheritDoc} A secret that is not there yet is made, with the labels of the others. */
  @Override
  public void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    String secret = secret(name);
    Map<String, String> labels = secrets.labels(secret).orElse(null);
    if (labels == null) {
      secrets.create(pattern.parent(), pattern.id(name).orElseThrow(), pattern.labels());
    } else if (!pattern.hasLabels(labels)) {
      throw new IOException(
          "secret " + secret + " is no token record: it lacks the labels " + pattern.labels());
    }
    add(name, consented);
  }

  @Override
  public void delete(String name) throws TokenRecordException, IOException {
    secrets.delete(secret(name));
  }

  /** {@inheritDoc} The version before the one that was read is disabled, where this is allowed. */
  @Override
  public void onRefreshSucceeded(String name) {
    long version = versions.getOrDefault(name, 0L);
    if (version < 2 || !tidies.get()) {
      return;
    }
    try {
      secrets.retire(secret(name), version - 1, version);
    } catch (SecretManagerException e) {
      if (e.is(Code.PERMISSION_DENIED) && tidies.compareAndSet(true, false)) {
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
                        "there can be no secret for a token record of this name: it may have"
                            + " letters, digits, - and _, and 255 of them with the prefix")));
  }

  @Override
  public void close() {
    secrets.close();
  }
}
