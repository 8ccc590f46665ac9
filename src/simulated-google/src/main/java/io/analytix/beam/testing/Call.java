// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived.
 *
 * @param kind which service was asked
 * @param method the HTTP method
 * @param path the path without host and query
 * @param parameters the query parameters, decoded; of a form its fields, too; never a secret
 * @param channelId the channel that was named, else the one whose token came along, else null
 * @param arrivedAt by the clock of the server
 */
public record Call(
    Kind kind,
    String method,
    String path,
    Map<String, String> parameters,
    @Nullable String channelId,
    Instant arrivedAt) {
  /** The services that a simulated Google has. */
  public enum Kind {
    /** Tokens for a refresh token or an authorisation code. */
    TOKEN,
    /** What a token is good for. */
    TOKEN_INFO,
    /** The consent page, and the answer that is given on it. */
    CONSENT,
    /** The keys that ID tokens are signed with. */
    CERTS,
    /** A report. */
    REPORT,
    /** Groups. */
    GROUPS,
    /** Members of a group. */
    GROUP_ITEMS,
    /** Channels of the Data API. */
    CHANNELS,
    /** Videos of a playlist, by the Data API. */
    PLAYLIST_ITEMS,
    /** Anything else: answered 404. */
    UNKNOWN
  }

  /** Copies the parameters. */
  public Call {
    parameters = Map.copyOf(parameters);
  }
}
