// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.id.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The consents of one token store that were requested by links: a folder with one file each, which
 * only its owner can read. A file holds the secrets that bind the response to its request (state,
 * nonce, PKCE verifier), but no token and no client secret. Use one folder per token store.
 */
public final class PendingConsents {
  /** How long the response to a link is accepted. */
  public static final Duration VALIDITY = Duration.ofDays(14);

  /** Expired requests are listed for this long, then deleted. */
  private static final Duration LISTED_AFTER_EXPIRY = Duration.ofDays(90);

  private static final String SUFFIX = ".json";
  private static final int MAX_BYTES = 1 << 16;

  private final Path folder;
  private final Clock clock;

  /** Creates the pending consents in {@code folder}, which is created when the first is saved. */
  public PendingConsents(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Returns the pending consents, by the names of their records; expired ones, too. */
  public List<PendingConsent> list() throws IOException {
    return stored().stream()
        .map(StoredAuthorization::consent)
        .sorted(
            Comparator.comparing(
                    PendingConsent::record, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(PendingConsent::requestedAt))
        .toList();
  }

  /** Returns the pending consent that an address answers, empty if there is none. */
  public Optional<PendingConsent> find(String address) throws IOException {
    return find(RedirectAddress.parameters(address)).map(StoredAuthorization::consent);
  }

  /** Returns the request with the state of this response; an expired one, too. */
  Optional<StoredAuthorization> find(Map<String, String> response) throws IOException {
    @Nullable String state = response.get("state");
    if (state == null || state.isEmpty()) {
      return Optional.empty();
    }
    return read(file(new State(state)))
        .filter(stored -> PendingAuthorization.isOf(stored.state(), response));
  }

  /** Returns the unexpired requests of a record, the newest first. */
  List<StoredAuthorization> unexpired(@Nullable String record) throws IOException {
    Instant now = clock.instant();
    return stored().stream()
        .filter(stored -> Objects.equals(stored.consent().record(), record))
        .filter(stored -> now.isBefore(stored.consent().expiresAt()))
        .sorted(Comparator.comparing(PendingConsents::requestedAt).reversed())
        .toList();
  }

  private static Instant requestedAt(StoredAuthorization stored) {
    return stored.consent().requestedAt();
  }

  boolean isExpired(StoredAuthorization stored) {
    return !clock.instant().isBefore(stored.consent().expiresAt());
  }

  /** Saves a request; those of the same record are deleted, because their links are replaced. */
  PendingConsent save(PendingAuthorization authorization, AuthoriseRequest request)
      throws IOException {
    Instant now = clock.instant();
    StoredAuthorization stored =
        StoredAuthorization.of(
            authorization, request, now, now.plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS));
    Files.createDirectories(folder, ownerOnly("rwx------"));
    if (request.record() != null) {
      remove(request.record());
    }
    Path file = Files.createFile(file(stored.state()), ownerOnly("rw-------"));
    Files.write(file, stored.toJson());
    return stored.consent();
  }

  /** Deletes a request that was answered, with all others of its record. */
  void remove(StoredAuthorization answered) throws IOException {
    Files.deleteIfExists(file(answered.state()));
    @Nullable String record = answered.consent().record();
    if (record != null) {
      remove(record);
    }
  }

  private void remove(String record) throws IOException {
    for (StoredAuthorization stored : stored()) {
      if (record.equals(stored.consent().record())) {
        Files.deleteIfExists(file(stored.state()));
      }
    }
  }

  private List<StoredAuthorization> stored() throws IOException {
    List<StoredAuthorization> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    Instant listedSince = clock.instant().minus(LISTED_AFTER_EXPIRY);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(SUFFIX)).sorted().toList()) {
        Optional<StoredAuthorization> stored = read(file);
        if (stored.isPresent() && stored.get().consent().expiresAt().isBefore(listedSince)) {
          Files.deleteIfExists(file);
        } else {
          stored.ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** Reads a file; a damaged one, as after a crash, is no request. */
  private static Optional<StoredAuthorization> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    byte[] json;
    try {
      json = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(StoredAuthorization.parse(json));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The file is named by a digest, because the sender of a response chooses its state. */
  private Path file(State state) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(state.getValue().getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + SUFFIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
