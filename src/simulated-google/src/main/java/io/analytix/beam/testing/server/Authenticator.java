// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.util.Optional;

/** Identifies the sender of a request by its tokens. */
public interface Authenticator {
  /** Returns the account id of a valid access token. */
  Optional<String> account(HttpCall incoming);

  /** Returns the channel id of the refresh token or access token. */
  Optional<String> channelId(HttpCall incoming);

  /** Invalidates the access token of the request. */
  void expire(HttpCall incoming);
}
