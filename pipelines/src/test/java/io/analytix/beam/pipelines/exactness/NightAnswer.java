// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the world said to one request.
 *
 * @param videos those that it was about, empty for all there are
 */
public record NightAnswer(List<Map<String, Object>> rows, Set<String> videos) {
  /** From the first row's day to the last row's; empty if it has none. */
  public Optional<DateRange> days() {
    List<LocalDate> days = rows.stream().map(PlainTable::day).sorted().toList();
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(new DateRange(days.get(0), days.get(days.size() - 1)));
  }

  /** Whether it is about the video of a row. */
  boolean isOf(Map<String, Object> row) {
    return videos.isEmpty() || videos.contains(String.valueOf(row.get("video")));
  }
}
