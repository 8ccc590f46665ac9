// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.Collections;
import java.util.Set;

/**
 * What an account allowed the OAuth client to do.
 *
 * @param scopes as full addresses, {@code openid}, {@code email} and {@code profile} as they are
 */
record Consent(Account account, Set<String> scopes) {
  Consent {
    scopes = Set.copyOf(scopes);
  }

  static Consent usual(Account account) {
    return new Consent(account, account.usualScopes());
  }

  boolean allowsAnyOf(Set<String> accepted) {
    return !Collections.disjoint(scopes, accepted);
  }

  /**
   * Refuses unless one of {@code accepted} was allowed; {@code wanted} is what the refusal asks.
   */
  void check(Set<String> accepted, String service, String method, String wanted) throws Refused {
    if (!allowsAnyOf(accepted)) {
      throw new Refused(ApiError.insufficientScope(service, method, wanted));
    }
  }
}
