// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.List;

/** A day by video; videos that nobody watched that day are absent. */
record ByVideo() implements Slicing {
  private static final double WATCHED_SHARE = 0.85;

  @Override
  public List<String> dimensions() {
    return List.of("video");
  }

  @Override
  public long leastViews() {
    return 1;
  }

  @Override
  public Slices slices(ChannelHistory history, ChannelDay day) {
    List<Slice> slices = new ArrayList<>();
    int all = 0;
    for (String video : history.videos()) {
      Draw draw = day.draw().with("video").with(video);
      if (draw.happens(WATCHED_SHARE)) {
        int weight = 100 + (int) draw.below(1_000);
        slices.add(new Slice(List.of(video), weight));
        all += weight;
      }
    }
    // Deleted videos count for the channel, but have no row any more.
    return new Slices(slices, all / 20);
  }
}
