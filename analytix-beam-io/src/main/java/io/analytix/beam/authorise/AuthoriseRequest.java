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
 * @param timeout how long a person may take to answer
 */
public record AuthoriseRequest(
    @Nullable String record,
    ConsentScopes scopes,
    boolean force,
    boolean forceRefresh,
    int port,
    Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  public AuthoriseRequest {
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
  public static AuthoriseRequest forRecord(@Nullable String record, ConsentScopes scopes) {
    return new AuthoriseRequest(record, scopes, false, false, 0, DEFAULT_TIMEOUT);
  }

  /** The same, asking for consent even if stored tokens are good. */
  public AuthoriseRequest withForce(boolean forced) {
    return new AuthoriseRequest(record, scopes, forced, forceRefresh, port, timeout);
  }

  /** The same, refreshing even if the stored access token is still good. */
  public AuthoriseRequest withForceRefresh(boolean forced) {
    return new AuthoriseRequest(record, scopes, force, forced, port, timeout);
  }

  /** The same with a loopback server at this port, 0 for any that is free. */
  public AuthoriseRequest withPort(int loopbackPort) {
    return new AuthoriseRequest(record, scopes, force, forceRefresh, loopbackPort, timeout);
  }

  /** The same with this much time to answer. */
  public AuthoriseRequest withTimeout(Duration limit) {
    return new AuthoriseRequest(record, scopes, force, forceRefresh, port, limit);
  }
}
