// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.UploadsListing;
import org.junit.jupiter.api.Test;

final class UploadsCacheTest {
  private final UploadsCache cache = new UploadsCache();

  @Test
  void of_asManyChannelsAsItKeeps_returnsTheSameListing() {
    UploadsListing first = cache.of(channel(0));

    for (int i = 1; i < UploadsCache.MAX_CHANNELS; i++) {
      assertThat(cache.of(channel(i))).isNotNull();
    }

    assertThat(cache.of(channel(0))).isSameInstanceAs(first);
  }

  @Test
  void of_moreChannels_dropsTheLeastRecentlyUsed() {
    UploadsListing first = cache.of(channel(0));
    UploadsListing second = cache.of(channel(1));

    for (int i = 2; i < UploadsCache.MAX_CHANNELS; i++) {
      assertThat(cache.of(channel(i))).isNotNull();
    }
    assertThat(cache.of(channel(0))).isSameInstanceAs(first);
    assertThat(cache.of(channel(-1))).isNotNull();

    assertThat(cache.of(channel(0))).isSameInstanceAs(first);
    assertThat(cache.of(channel(1))).isNotSameInstanceAs(second);
  }

  private static ChannelRef channel(int number) {
    return new ChannelRef("channel" + number, null, null, null);
  }
}
