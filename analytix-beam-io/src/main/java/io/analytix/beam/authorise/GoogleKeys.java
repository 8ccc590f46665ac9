// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public keys of ID tokens, kept for as long as Google says. They rotate: a key that is not
 * known is asked for once more.
 */
final class GoogleKeys {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");

  /** As long as Google's own libraries keep them, for an answer that does not say. */
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

  /** The RSA key of this id, empty if Google does not publish it. */
  synchronized Optional<RSAKey> find(String id)
      throws IdTokenException.Unavailable, InterruptedException {
    boolean fresh = clock.instant().isBefore(freshUntil);
    Optional<RSAKey> known = fresh ? published(id) : Optional.empty();
    if (known.isPresent()) {
      return known;
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
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw unavailable("answered with status " + answer.statusCode());
      }
      keys = JWKSet.parse(answer.body());
      freshUntil = clock.instant().plusSeconds(age(answer));
    } catch (IOException e) {
      throw unavailable("could not be reached");
    } catch (ParseException e) {
      throw unavailable("did not answer with a JSON Web Key Set");
    }
  }

  private static long age(HttpResponse<String> answer) {
    Matcher age = MAX_AGE.matcher(answer.headers().firstValue("Cache-Control").orElse(""));
    return age.find() ? Long.parseLong(age.group(1)) : DEFAULT_MAX_AGE;
  }

  private IdTokenException.Unavailable unavailable(String why) {
    return new IdTokenException.Unavailable(
        "the keys of ID tokens at " + address + " " + why + ": try again later");
  }
}
