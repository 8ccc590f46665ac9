// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import io.analytix.beam.channel.TrustedEndpoint;
import java.io.Serializable;
import java.net.URI;

/**
 * The addresses of the YouTube APIs: Google's, or those of a server on this machine.
 *
 * @param apiRoot root of the YouTube Analytics API, without a trailing slash
 * @param dataApiRoot root of the YouTube Data API, without a trailing slash
 * @param reportingApiRoot root of the YouTube Reporting API, without a trailing slash
 */
public record Endpoints(URI apiRoot, URI dataApiRoot, URI reportingApiRoot)
    implements Serializable {
  private static final String REPORTING = "https://youtubereporting.googleapis.com";

  /** Google's addresses. */
  public static final Endpoints GOOGLE =
      Endpoints.of("https://youtubeanalytics.googleapis.com", "https://youtube.googleapis.com");

  /** The same with Google's address of the YouTube Reporting API. */
  public static Endpoints of(String youtubeAnalyticsEndpoint, String youtubeDataEndpoint) {
    return of(youtubeAnalyticsEndpoint, youtubeDataEndpoint, REPORTING);
  }

  /**
   * Parses and checks addresses. Trailing slashes are removed.
   *
   * @throws IllegalArgumentException if one of them must not receive a secret, see {@link
   *     TrustedEndpoint}
   */
  public static Endpoints of(
      String youtubeAnalyticsEndpoint,
      String youtubeDataEndpoint,
      String youtubeReportingEndpoint) {
    return new Endpoints(
        TrustedEndpoint.check("youtubeAnalyticsEndpoint", withoutSlash(youtubeAnalyticsEndpoint)),
        TrustedEndpoint.check("youtubeDataEndpoint", withoutSlash(youtubeDataEndpoint)),
        TrustedEndpoint.check("youtubeReportingEndpoint", withoutSlash(youtubeReportingEndpoint)));
  }

  private static String withoutSlash(String url) {
    return url.replaceAll("/+$", "");
  }
}
