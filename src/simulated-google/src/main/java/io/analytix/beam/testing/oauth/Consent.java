// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import java.util.Collections;
import java.util.Set;

/**
 * What an account allowed the OAuth client to do.
 *
 * @param scopes as full addresses, {@code openid}, {@code email} and {@code profile} as they are
 */
public record Consent(Account account, Set<String> scopes) {
  public Consent {
    scopes = Set.copyOf(scopes);
  }

  static Consent usual(Account account) {
    return new Consent(account, account.usualScopes());
  }

  public boolean allowsAnyOf(Set<String> accepted) {
    return !Collections.disjoint(scopes, accepted);
  }

  /**
   * Refuses unless one of {@code accepted} was allowed; {@code wanted} is what the refusal asks.
   */
  public void check(Set<String> accepted, String service, String method, String wanted)
      throws ErrorResponse {
    if (!allowsAnyOf(accepted)) {
      throw new ErrorResponse(ApiError.insufficientScope(service, method, wanted));
    }
  }
}
