// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.Call;
import java.time.Clock;
import java.util.Optional;

/** The quotas of the project: Analytics API, Data API and Reporting API. */
public final class Quotas {
  public static final String ANALYTICS = "youtubeanalytics.googleapis.com";
  public static final String DATA = "youtube.googleapis.com";
  public static final String REPORTING = "youtubereporting.googleapis.com";

  private final Quota analytics;
  private final Quota data;
  private final Quota reporting;

  public Quotas(Clock clock) {
    this.analytics = new Quota(ANALYTICS, clock);
    this.data = new Quota(DATA, clock);
    this.reporting = new Quota(REPORTING, clock);
  }

  public Quota analytics() {
    return analytics;
  }

  public Quota data() {
    return data;
  }

  public Quota reporting() {
    return reporting;
  }

  /** Returns the host name of the API that serves a kind of calls. */
  public static String service(Call.Kind kind) {
    return switch (kind) {
      case CHANNELS, VIDEOS, PLAYLISTS, PLAYLIST_ITEMS -> DATA;
      case REPORT_TYPES, JOBS, JOB_REPORTS, MEDIA -> REPORTING;
      default -> ANALYTICS;
    };
  }

  /** Counts a request against its API's quota, and returns an error if it exceeds the quota. */
  Optional<HttpReply> refusal(Call.Kind kind, String user) {
    return switch (kind) {
      case REPORT, GROUPS, GROUP_ITEMS -> analytics.refusal(user);
      case CHANNELS, VIDEOS, PLAYLISTS, PLAYLIST_ITEMS -> data.refusal(user);
      case REPORT_TYPES, JOBS, JOB_REPORTS, MEDIA -> reporting.refusal(user);
      default -> Optional.empty();
    };
  }
}
