// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.channel.TokenStore;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The locations of the token records and the OAuth client, from the options. Opens nothing. */
final class CredentialSources {
  /** What {@code --clientSecrets} takes. */
  static final String CLIENT =
      "file:PATH of the JSON file from Google's console, or"
          + " secretmanager:projects/PROJECT/secrets/NAME";

  private static final String RECORDS =
      "file:DIR with one JSON per channel, or secretmanager:projects/PROJECT/secrets/PREFIX*,"
          + " optionally followed by ;labels.KEY=VALUE";

  private static final String FILE = "file:";
  private static final String SECRET = "secretmanager:";

  private final AnalytixOptions options;

  CredentialSources(AnalytixOptions options) {
    this.options = options;
  }

  /** Whether token records or the OAuth client are in Secret Manager. */
  boolean usesSecretManager() {
    return Stream.of(options.getTokenRecords(), options.getClientSecrets())
        .anyMatch(location -> location != null && location.startsWith(SECRET));
  }

  /** The store of the token records; required. */
  TokenStore.Factory tokenStore() {
    String location = options.getTokenRecords();
    if (location == null || location.isBlank()) {
      throw new UsageException("--tokenRecords is missing: set it to " + RECORDS);
    }
    List<String> regions = secretLocations();
    return at(
        new Location("--tokenRecords", location, RECORDS),
        FileTokenStore::in,
        secrets -> SecretManagerTokenStore.in(secrets, endpoint(), regions));
  }

  private List<String> secretLocations() {
    String value = options.getSecretLocations();
    List<String> regions =
        value == null
            ? List.of()
            : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    for (String region : regions) {
      if (!region.matches("[a-z]+-[a-z]+[0-9]+")) {
        throw new UsageException(
            "--secretLocations has '"
                + region
                + "', but must be regions separated by commas, such as europe-west1");
      }
    }
    return regions;
  }

  /** The source of the OAuth client; null if the options name none. */
  @Nullable ClientSecretsSource clientSecrets() {
    String location = options.getClientSecrets();
    return location == null || location.isBlank()
        ? null
        : at(
            new Location("--clientSecrets", location, CLIENT),
            ClientSecretsSource::file,
            secret -> ClientSecretsSource.secret(secret, endpoint()));
  }

  /**
   * A location with the option that named it.
   *
   * @param form the expected form
   */
  private record Location(String option, String text, String form) {
    UsageException invalid() {
      return new UsageException(option + " is '" + text + "', but must be " + form);
    }
  }

  private <T> T at(Location location, Function<String, T> file, Function<String, T> secret) {
    if (location.text.startsWith(SECRET)) {
      SecretManagerEndpoint unused = endpoint();
      try {
        return secret.apply(location.text.substring(SECRET.length()));
      } catch (IllegalArgumentException e) {
        throw location.invalid();
      }
    }
    if (!location.text.startsWith(FILE) || location.text.length() == FILE.length()) {
      throw location.invalid();
    }
    return file.apply(location.text.substring(FILE.length()));
  }

  private SecretManagerEndpoint endpoint() {
    String address = options.getSecretManagerEndpoint();
    if (address == null || address.isBlank()) {
      return SecretManagerEndpoint.GOOGLE;
    }
    try {
      return new SecretManagerEndpoint(address.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
