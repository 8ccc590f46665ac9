// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.util.Optional;

/** Which ids the answers of a report speak for. */
enum ReplacedIds {
  /** Every answer for all. */
  ALL,
  /** Every answer for those it names. An equality, by which tables can be joined. */
  NAMED,
  /** Some for all, some for those they name. */
  MIXED;

  /** The column whose ids answers name. */
  static final String COLUMN = "video";

  /** Of two sets of answers, both together. */
  ReplacedIds and(ReplacedIds other) {
    return this == other ? this : MIXED;
  }

  /** What must hold of a candidate, if anything. */
  Optional<String> condition() {
    String named = "answer.item = candidate." + COLUMN;
    return switch (this) {
      case ALL -> Optional.empty();
      case NAMED -> Optional.of(named);
      case MIXED -> Optional.of("(answer.item IS NULL OR " + named + ")");
    };
  }
}
