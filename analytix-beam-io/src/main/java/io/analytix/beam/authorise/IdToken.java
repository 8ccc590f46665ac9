// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who consented, as Google signed it: checked, and so to be relied upon.
 *
 * @param subject the account's number, which never changes; identify people by it, not by e-mail
 * @param email null unless the scope {@code email} was granted
 * @param name null unless the scope {@code profile} was granted
 * @param claims everything that was signed, these included, by its name in the token
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
