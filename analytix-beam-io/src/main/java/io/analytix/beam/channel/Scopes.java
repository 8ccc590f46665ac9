// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The OAuth scopes that matter here, and what a consent with some of them covers. Which method
 * takes which scope is told by Google's discovery documents of the two APIs.
 */
public final class Scopes {
  /** Allows reports without money. */
  public static final String ANALYTICS = "https://www.googleapis.com/auth/yt-analytics.readonly";

  /** Allows reports with money, and those without. */
  public static final String MONEY =
      "https://www.googleapis.com/auth/yt-analytics-monetary.readonly";

  /** Allows to ask whose channel it is, and to list its videos. */
  public static final String YOUTUBE = "https://www.googleapis.com/auth/youtube.readonly";

  private static final List<String> REPORTS = List.of(ANALYTICS, MONEY);
  private static final List<String> CHANNELS =
      List.of(YOUTUBE, "https://www.googleapis.com/auth/youtube");

  private Scopes() {}

  /** Whether reports may be asked for; an empty set is a consent that does not say. */
  public static boolean coverReports(Set<String> granted) {
    return cover(granted, REPORTS);
  }

  /** Whether money may be asked for; an empty set is a consent that does not say. */
  public static boolean coverMoney(Set<String> granted) {
    return cover(granted, List.of(MONEY));
  }

  /** Whether channels.list may be asked; an empty set is a consent that does not say. */
  public static boolean coverChannels(Set<String> granted) {
    return cover(granted, CHANNELS);
  }

  private static boolean cover(Set<String> granted, List<String> enough) {
    return granted.isEmpty() || !Collections.disjoint(granted, enough);
  }
}
