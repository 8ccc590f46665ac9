// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.ConsentScopes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is to be authorised.
 *
 * @param record the name of its token record; null for one that is named after the channel's id
 * @param scopes what the consent has to cover
 * @param force whether to ask for consent even if stored tokens are good
 * @param forceRefresh whether to refresh even if the stored access token is still good
 * @param port of the loopback server, 0 for any that is free
 * @param patience how long a person may take to answer
 */
public record AuthorisationRequest(
    @Nullable String record,
    ConsentScopes scopes,
    boolean force,
    boolean forceRefresh,
    int port,
    Duration patience) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public AuthorisationRequest {
    if (record == null && !scopes.scopes().contains(ConsentScope.YOUTUBE)) {
      throw new IllegalArgumentException(
          "without the scope youtube.readonly nobody can tell whose channel it is: name the token"
              + " record");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("the port must be in 0..65535, but was " + port);
    }
  }

  /** For the record of this name, with every default chosen. */
  public static AuthorisationRequest forRecord(@Nullable String record, ConsentScopes scopes) {
    return new AuthorisationRequest(record, scopes, false, false, 0, PATIENCE);
  }

  /** The same, asking for consent even if stored tokens are good. */
  public AuthorisationRequest withForce(boolean forced) {
    return new AuthorisationRequest(record, scopes, forced, forceRefresh, port, patience);
  }

  /** The same, refreshing even if the stored access token is still good. */
  public AuthorisationRequest withForceRefresh(boolean forced) {
    return new AuthorisationRequest(record, scopes, force, forced, port, patience);
  }

  /** The same with a loopback server at this port, 0 for any that is free. */
  public AuthorisationRequest withPort(int loopbackPort) {
    return new AuthorisationRequest(record, scopes, force, forceRefresh, loopbackPort, patience);
  }

  /** The same with this much time to answer. */
  public AuthorisationRequest withPatience(Duration limit) {
    return new AuthorisationRequest(record, scopes, force, forceRefresh, port, limit);
  }
}
