// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.row.ReplaceScope;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * A shard whose requests have all ended: one element, so that a retry never emits a part of it, or
 * a row twice. Sinks take these.
 *
 * @param answers one per planned request, in the order of the plan
 */
public record FinishedShard(Shard shard, List<Answer> answers) {
  public FinishedShard {
    answers = List.copyOf(answers);
  }

  /**
   * The coder of shards of these reports.
   *
   * @param schemas of the rows, by report name
   */
  public static Coder<FinishedShard> coder(Map<String, Schema> schemas) {
    return new FinishedShardCoder(schemas);
  }

  /**
   * How a request ended, and its rows.
   *
   * @param rows of the report's schema; none unless the outcome is answered
   * @param videos ids of the requested videos, whose rows it replaces; empty for all
   */
  public record Answer(Outcome outcome, List<Row> rows, List<String> videos) {
    public Answer {
      rows = List.copyOf(rows);
      videos = List.copyOf(videos);
      if (!outcome.status().hasRows() && !rows.isEmpty()) {
        throw new IllegalArgumentException(outcome.status() + " with " + rows.size() + " rows");
      }
    }

    /** An answer that covers all videos. */
    public Answer(Outcome outcome, List<Row> rows) {
      this(outcome, rows, List.of());
    }

    /** The scope of the request. */
    public ReplaceScope requestedScope() {
      return new ReplaceScope(new DateRange(outcome.startDate(), outcome.endDate()), videos);
    }

    /** The scope that it replaces; empty if the response was, or there was none. */
    public Optional<ReplaceScope> replaceScope() {
      LocalDate first = outcome.answeredFrom();
      LocalDate last = outcome.answeredThrough();
      return !outcome.status().hasRows() || first == null || last == null
          ? Optional.empty()
          : Optional.of(new ReplaceScope(new DateRange(first, last), videos));
    }
  }
}
