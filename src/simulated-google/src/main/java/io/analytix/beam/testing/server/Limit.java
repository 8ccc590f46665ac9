// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import java.time.Duration;

/**
 * A quota limit, as errors name it. Only {@code unit} and {@code name} identify a limit.
 *
 * @param title as in the message, for example {@code Queries per day}
 * @param name as in the details, for example {@code defaultPerDayPerProject}
 * @param unit for example {@code 1/d/{project}}
 */
public record Limit(String title, String name, String unit, int value) {
  public static Limit day(int value) {
    return new Limit("Queries per day", "defaultPerDayPerProject", "1/d/{project}", value);
  }

  public static Limit minute(int value) {
    return new Limit("Queries per minute", "defaultPerMinutePerProject", "1/min/{project}", value);
  }

  /** The limit of a user in a window of a minute, or of another number of seconds. */
  public static Limit user(int value, Duration window) {
    long seconds = window.toSeconds();
    return seconds == 60
        ? new Limit(
            "Queries per minute per user",
            "defaultPerMinutePerUser",
            "1/min/{project}/{user}",
            value)
        : new Limit(
            "Queries per " + seconds + " seconds per user",
            "defaultPer" + seconds + "SecondsPerUser",
            "1/" + seconds + "s/{project}/{user}",
            value);
  }

  public HttpReply refusal(String service) {
    return ApiError.quota(service, "Queries", service + "/default", this);
  }
}
