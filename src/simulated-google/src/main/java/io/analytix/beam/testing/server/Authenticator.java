// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.util.Optional;

/** Finds the sender of a request by the tokens in it. */
public interface Authenticator {
  /** Returns the id of the account that the access token belongs to, if the token is good. */
  Optional<String> account(HttpCall incoming);

  /** Returns the id of the channel that the refresh token or access token belongs to. */
  Optional<String> channelId(HttpCall incoming);

  /** Ends the access token of the request. */
  void expire(HttpCall incoming);
}
