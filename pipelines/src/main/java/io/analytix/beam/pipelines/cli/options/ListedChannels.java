// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import java.util.List;

/**
 * The channels of token records.
 *
 * @param all the channels
 * @param titles the titles that the records contain
 */
public record ListedChannels(List<ChannelRef> all, ChannelTitles titles) {
  public ListedChannels {
    all = List.copyOf(all);
  }
}
