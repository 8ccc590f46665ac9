// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the server received.
 *
 * @param kind the service that received it
 * @param method the HTTP method
 * @param path the path without host and query
 * @param parameters the query parameters and form fields, decoded, without secrets
 * @param channelId the channel named in the request, otherwise the channel of its token, otherwise
 *     null
 * @param arrivedAt the arrival time by the server's clock
 */
public record Call(
    Kind kind,
    String method,
    String path,
    Map<String, String> parameters,
    @Nullable String channelId,
    Instant arrivedAt) {
  /** The services of a simulated Google. */
  public enum Kind {
    /** The token endpoint: access tokens for refresh tokens and authorisation codes. */
    TOKEN,
    /** The tokeninfo endpoints. */
    TOKEN_INFO,
    /** The consent page, and the form posted from it. */
    CONSENT,
    /** The public keys that verify ID tokens. */
    CERTS,
    /** A report. */
    REPORT,
    /** Groups. */
    GROUPS,
    /** Members of a group. */
    GROUP_ITEMS,
    /** Channels of the Data API. */
    CHANNELS,
    /** Videos of the Data API. */
    VIDEOS,
    /** Playlists of the Data API. */
    PLAYLISTS,
    /** Entries of a playlist, by the Data API. */
    PLAYLIST_ITEMS,
    /** Report types of the Reporting API. */
    REPORT_TYPES,
    /** Jobs of the Reporting API: lists, single jobs, creation and deletion. */
    JOBS,
    /** Files of a job of the Reporting API: lists and single files. */
    JOB_REPORTS,
    /** Downloads of files of the Reporting API. */
    MEDIA,
    /** Any other path. The response is HTTP 404. */
    UNKNOWN
  }

  /** Copies the parameters. */
  public Call {
    parameters = Map.copyOf(parameters);
  }
}
