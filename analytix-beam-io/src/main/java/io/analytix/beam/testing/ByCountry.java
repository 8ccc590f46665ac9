// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.List;

/** A day by country; countries with few viewers are withheld. */
record ByCountry() implements Slicing {
  private static final List<String> COUNTRIES =
      List.of(
          "US", "IN", "DE", "BR", "GB", "JP", "FR", "NG", "ID", "MX", "CH", "KE", "IS", "TO", "ZZ");

  @Override
  public List<String> dimensions() {
    return List.of("country");
  }

  @Override
  public long leastViews() {
    return 10;
  }

  @Override
  public Slices slices(ChannelHistory history, ChannelDay day) {
    List<Slice> slices = new ArrayList<>();
    int usual = 4_000;
    for (String country : COUNTRIES) {
      slices.add(new Slice(List.of(country), usual + weightOf(country, day, usual)));
      usual = usual * 2 / 3;
    }
    if (day.channel().oddNames()) {
      for (String odd : OddNames.ALL) {
        slices.add(new Slice(List.of(odd), 200 + weightOf(odd, day, 200)));
      }
    }
    return new Slices(slices, 100);
  }

  private static int weightOf(String country, ChannelDay day, int usual) {
    return (int) day.draw().with("country").with(country).below(usual + 1L);
  }
}
