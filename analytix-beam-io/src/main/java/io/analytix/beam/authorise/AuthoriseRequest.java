// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.PrintableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one authorisation.
 *
 * @param record the name of the channel's token record; null to name the record after the channel's
 *     id
 * @param channelId the channel that the consent must be for; null to accept that of the existing
 *     record or of its name, else any
 * @param scopes the scopes that the consent must include
 * @param force whether to request consent even if the stored tokens are valid
 * @param forceRefresh whether to refresh even if the stored access token is still valid
 * @param port the port of the loopback server, 0..65535; 0 for any free port
 * @param timeout maximum time from showing Google's page to the redirect
 */
public record AuthoriseRequest(
    @Nullable String record,
    @Nullable String channelId,
    ConsentScopes scopes,
    boolean force,
    boolean forceRefresh,
    int port,
    Duration timeout) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  public AuthoriseRequest {
    if (record == null && !scopes.scopes().contains(ConsentScope.YOUTUBE)) {
      throw new IllegalArgumentException(
          "without the scope youtube.readonly the channel cannot be identified: name the token"
              + " record");
    }
    if (channelId != null && !ChannelId.isValid(channelId)) {
      throw new IllegalArgumentException(
          "the channel must be of the form UC and 22 more characters, but was '"
              + PrintableText.of(channelId)
              + "'");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("the port must be in 0..65535, but was " + port);
    }
  }

  /** Creates a request for the record of this name, with default settings. */
  public static AuthoriseRequest forRecord(@Nullable String record, ConsentScopes scopes) {
    return new AuthoriseRequest(record, null, scopes, false, false, 0, DEFAULT_TIMEOUT);
  }

  /** Sets the channel that the consent must be for; by default null. */
  public AuthoriseRequest withChannel(@Nullable String id) {
    return new AuthoriseRequest(record, id, scopes, force, forceRefresh, port, timeout);
  }

  /** Sets whether to request consent even if the stored tokens are valid; by default false. */
  public AuthoriseRequest withForce(boolean forced) {
    return new AuthoriseRequest(record, channelId, scopes, forced, forceRefresh, port, timeout);
  }

  /** Sets whether to refresh even if the stored access token is still valid; by default false. */
  public AuthoriseRequest withForceRefresh(boolean forced) {
    return new AuthoriseRequest(record, channelId, scopes, force, forced, port, timeout);
  }

  /** Sets the port of the loopback server, 0..65535; by default 0, any free port. */
  public AuthoriseRequest withPort(int loopbackPort) {
    return new AuthoriseRequest(
        record, channelId, scopes, force, forceRefresh, loopbackPort, timeout);
  }

  /** Sets the maximum time from showing Google's page to the redirect; by default 10 minutes. */
  public AuthoriseRequest withTimeout(Duration limit) {
    return new AuthoriseRequest(record, channelId, scopes, force, forceRefresh, port, limit);
  }
}
