// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import java.util.Collections;
import java.util.Set;

/**
 * An account's grant to the OAuth client.
 *
 * @param scopes as full URLs, except {@code openid}, {@code email} and {@code profile}
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
   * Refuses the request unless one of {@code accepted} was granted; {@code wanted} is the scope
   * that the error names.
   */
  public void check(Set<String> accepted, String service, String method, String wanted)
      throws ErrorResponse {
    if (!allowsAnyOf(accepted)) {
      throw new ErrorResponse(ApiError.insufficientScope(service, method, wanted));
    }
  }
}
