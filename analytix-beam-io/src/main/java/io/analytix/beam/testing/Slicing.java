// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a day's totals fall apart along one or more dimensions. A new dimension is a new slicing. */
interface Slicing {
  /** The dimensions that this slicing tells apart, in the order of {@link Slice#values}. */
  List<String> dimensions();

  /** Rows of a day with fewer views than this are withheld. */
  long leastViews();

  /** Returns the slices of a day. */
  Slices slices(ChannelHistory history, ChannelDay day);

  /** One part of a day, as heavy as its share of every total. */
  record Slice(List<String> values, int weight) {}

  /** All slicings there are, the coarsest first. */
  List<Slicing> ALL = List.of(new Whole(), new ByCountry(), new ByVideo());

  /** The day in one piece. */
  record Whole() implements Slicing {
    @Override
    public List<String> dimensions() {
      return List.of();
    }

    @Override
    public long leastViews() {
      return 0;
    }

    @Override
    public Slices slices(ChannelHistory history, ChannelDay day) {
      return new Slices(List.of(new Slice(List.of(), 1)), 0);
    }
  }

  /** Returns the coarsest slicing that tells all of {@code dimensions} apart. */
  static Optional<Slicing> of(Set<String> dimensions) {
    return ALL.stream().filter(one -> one.dimensions().containsAll(dimensions)).findFirst();
  }
}
