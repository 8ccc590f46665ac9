// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** Changes what a channel says about itself. Each change applies to the next response. */
public interface ChannelEditor {
  /** Sets the title. */
  ChannelEditor title(String title);

  /** Sets the description, which may be empty. */
  ChannelEditor description(String description);

  /** Sets the country, two letters; empty for a channel without the field. */
  ChannelEditor country(String country);

  /** Sets the keywords, separated by spaces; empty for a channel without the field. */
  ChannelEditor keywords(String keywords);

  /** Sets the exact number of subscribers, which no longer grows. Responses round it down. */
  ChannelEditor subscribers(long subscribers);

  /** Sets whether the number of subscribers is hidden. */
  ChannelEditor subscribersHidden(boolean hidden);
}
