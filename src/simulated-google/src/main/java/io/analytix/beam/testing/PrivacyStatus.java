// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.Locale;

/** Who can see a video or a playlist. */
public enum PrivacyStatus {
  /** Everybody. */
  PUBLIC,
  /** Everybody who knows the id. It is in no list of other accounts. */
  UNLISTED,
  /** The owner only. */
  PRIVATE;

  /** Returns the API's name, for example {@code public}. */
  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
