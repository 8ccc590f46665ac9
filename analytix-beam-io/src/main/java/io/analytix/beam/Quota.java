// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.fetch.LaneSettings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the OAuth client's Google Cloud project may ask. Google publishes no numbers: read them
 * under IAM &amp; Admin → Quotas in the Google Cloud console.
 *
 * @param queriesPerMinute the most report requests in any 60 seconds, retries included: 1 to
 *     10,000,000
 */
public record Quota(int queriesPerMinute) implements Serializable {
  /** 600 requests a minute: a cautious guess. */
  public static final Quota DEFAULT = new Quota(600);

  private static final int MOST = 10_000_000;

  public Quota {
    if (queriesPerMinute < 1 || queriesPerMinute > MOST) {
      throw new IllegalArgumentException(
          "queriesPerMinute must be in 1.." + MOST + ", but was " + queriesPerMinute);
    }
  }

  /** A quota of so many requests in any 60 seconds. */
  public static Quota perMinute(int queries) {
    return new Quota(queries);
  }

  /** How long so many requests take at this pace, if none has to be repeated. */
  public Duration timeFor(long requests) {
    return LaneSettings.spacing(queriesPerMinute).multipliedBy(requests);
  }
}
