// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified ID token: the account that consented, signed by Google.
 *
 * @param subject the account's number, which never changes; identify accounts by it, not by e-mail
 *     address
 * @param email null unless the scope {@code email} was granted
 * @param name null unless the scope {@code profile} was granted
 * @param claims all signed claims, including these, by their names in the token
 */
public record IdToken(
    String subject,
    Instant expiresAt,
    @Nullable String email,
    @Nullable String name,
    Map<String, Object> claims) {
  public IdToken {
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }
}
