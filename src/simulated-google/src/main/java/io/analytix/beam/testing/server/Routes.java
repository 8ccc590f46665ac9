// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The paths of the services. The paths are Google's, the host is this server. */
final class Routes {
  private static final Map<String, Call.Kind> KINDS = new HashMap<>();
  private static final Map<Pattern, Call.Kind> RESOURCES =
      Map.of(
          Pattern.compile("(GET|DELETE) /v1/jobs/[^/]+"), Call.Kind.JOBS,
          Pattern.compile("GET /v1/jobs/[^/]+/reports(/[^/]+)?"), Call.Kind.JOB_REPORTS,
          Pattern.compile("GET /v1/media/.*"), Call.Kind.MEDIA);

  static {
    add(Call.Kind.TOKEN, "POST", "/token");
    for (String path : List.of("", "/oauth2/v1", "/oauth2/v2", "/oauth2/v3")) {
      add(Call.Kind.TOKEN_INFO, "GET,POST", path + "/tokeninfo");
    }
    add(Call.Kind.CONSENT, "GET,POST", "/o/oauth2/auth");
    add(Call.Kind.CONSENT, "GET,POST", "/o/oauth2/v2/auth");
    add(Call.Kind.CERTS, "GET", "/oauth2/v3/certs");
    add(Call.Kind.REPORT, "GET", "/v2/reports");
    add(Call.Kind.GROUPS, "GET", "/v2/groups");
    add(Call.Kind.GROUP_ITEMS, "GET", "/v2/groupItems");
    add(Call.Kind.REPORT_TYPES, "GET", "/v1/reportTypes");
    add(Call.Kind.JOBS, "GET,POST", "/v1/jobs");
    add(Call.Kind.CHANNELS, "GET", "/youtube/v3/channels");
    add(Call.Kind.VIDEOS, "GET", "/youtube/v3/videos");
    add(Call.Kind.PLAYLISTS, "GET", "/youtube/v3/playlists");
    add(Call.Kind.PLAYLIST_ITEMS, "GET", "/youtube/v3/playlistItems");
  }

  private Routes() {}

  static Call.Kind kindOf(String method, String path) {
    return KINDS.getOrDefault(method + " " + path, ofResource(method + " " + path));
  }

  /** Returns the service of a path with ids. */
  private static Call.Kind ofResource(String request) {
    return RESOURCES.entrySet().stream()
        .filter(one -> one.getKey().matcher(request).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Call.Kind.UNKNOWN);
  }

  private static void add(Call.Kind kind, String methods, String path) {
    for (String method : methods.split(",", -1)) {
      KINDS.put(method + " " + path, kind);
    }
  }
}
