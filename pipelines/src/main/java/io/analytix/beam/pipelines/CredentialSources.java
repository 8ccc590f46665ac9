// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.SecretManagerEndpoint;
import io.analytix.beam.channel.SecretManagerTokenStore;
import io.analytix.beam.channel.TokenStore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where token records and the OAuth client are kept, as the options say it. Opens nothing. */
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

  /** Where the token records are; required. */
  TokenStore.Factory tokenStore() {
    String place = options.getTokenRecords();
    if (place == null || place.isBlank()) {
      throw new UsageException("--tokenRecords is missing: give " + RECORDS);
    }
    return at(
        new Place("--tokenRecords", place, RECORDS),
        FileTokenStore::in,
        secrets -> SecretManagerTokenStore.in(secrets, endpoint()));
  }

  /** Where the OAuth client is; null if the options do not say. */
  @Nullable ClientSecretsSource clientSecrets() {
    String place = options.getClientSecrets();
    return place == null || place.isBlank()
        ? null
        : at(
            new Place("--clientSecrets", place, CLIENT),
            ClientSecretsSource::file,
            secret -> ClientSecretsSource.secret(secret, endpoint()));
  }

  /**
   * A place with the option that named it.
   *
   * @param form what it should look like
   */
  private record Place(String option, String text, String form) {
    UsageException refused() {
      return new UsageException(option + " is '" + text + "', but must be " + form);
    }
  }

  private <T> T at(Place place, Function<String, T> file, Function<String, T> secret) {
    if (place.text.startsWith(SECRET)) {
      SecretManagerEndpoint unused = endpoint();
      try {
        return secret.apply(place.text.substring(SECRET.length()));
      } catch (IllegalArgumentException e) {
        throw place.refused();
      }
    }
    if (!place.text.startsWith(FILE) || place.text.length() == FILE.length()) {
      throw place.refused();
    }
    return file.apply(place.text.substring(FILE.length()));
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
