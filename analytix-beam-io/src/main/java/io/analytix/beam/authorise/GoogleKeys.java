// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.http.LimitedBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public keys of ID tokens, cached as long as the response's {@code Cache-Control} allows.
 * Google rotates the keys: an unknown key is requested again.
 */
final class GoogleKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");

  /** In seconds, like Google's own libraries, for a response without {@code max-age}. */
  private static final long DEFAULT_MAX_AGE = 3600;

  private final URI address;
  private final HttpClient http;
  private final Clock clock;
  private JWKSet keys = new JWKSet();
  private Instant freshUntil = Instant.MIN;

  GoogleKeys(URI address, HttpClient http, Clock clock) {
    this.address = address;
    this.http = http;
    this.clock = clock;
  }

  /** Returns the RSA key of this id, empty if Google does not publish it. */
  synchronized Optional<RSAKey> find(String id)
      throws IdTokenException.Unavailable, InterruptedException {
    boolean fresh = clock.instant().isBefore(freshUntil);
    Optional<RSAKey> cached = fresh ? published(id) : Optional.empty();
    if (cached.isPresent()) {
      return cached;
    }
    fetch();
    return published(id);
  }

  private Optional<RSAKey> published(String id) {
    JWK key = keys.getKeyByKeyId(id);
    return key instanceof RSAKey rsa ? Optional.of(rsa) : Optional.empty();
  }

  private void fetch() throws IdTokenException.Unavailable, InterruptedException {
    try {
      HttpResponse<String> response =
          BoundedHttp.send(
              http,
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
              LimitedBody.text(BoundedHttp.MAX_OAUTH_BYTES),
              TIMEOUT);
      if (response.statusCode() != 200) {
        throw unavailable("returned status " + response.statusCode());
      }
      keys = JWKSet.parse(response.body());
      freshUntil = clock.instant().plusSeconds(age(response));
    } catch (IOException e) {
      throw unavailable("could not be reached: " + e.getMessage());
    } catch (ParseException | RuntimeException e) {
      throw unavailable("did not return a JSON Web Key Set");
    }
  }

  private static long age(HttpResponse<String> response) {
    Matcher age = MAX_AGE.matcher(response.headers().firstValue("Cache-Control").orElse(""));
    return age.find() ? Long.parseLong(age.group(1)) : DEFAULT_MAX_AGE;
  }

  private IdTokenException.Unavailable unavailable(String why) {
    return new IdTokenException.Unavailable(
        "the keys of ID tokens at " + address + " " + why + ": try again later");
  }
}
