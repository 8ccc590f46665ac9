// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.util.Optional;

/** The ids that the responses of a report cover. */
public enum ReplacedIds {
  /** Every response covers all ids. */
  ALL,
  /** Every response covers the ids it names. An equality, so it can be a join condition. */
  NAMED,
  /** Some responses cover all ids, some those they name. */
  MIXED;

  /** The combination for two sets of responses. */
  ReplacedIds and(ReplacedIds other) {
    return this == other ? this : MIXED;
  }

  /**
   * The condition on candidates, if any.
   *
   * @param column that has the ids
   */
  Optional<String> condition(String column) {
    String named = "answer.item = candidate." + SqlText.quoted(column);
    return switch (this) {
      case ALL -> Optional.empty();
      case NAMED -> Optional.of(named);
      case MIXED -> Optional.of("(answer.item IS NULL OR " + named + ")");
    };
  }
}
