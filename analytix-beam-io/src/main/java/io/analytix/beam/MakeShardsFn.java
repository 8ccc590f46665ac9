// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shard of a channel's derived rows. Rows that contradict their declaration become a
 * failed outcome, like a response that cannot be stored: then what is stored stays.
 */
final class MakeShardsFn extends DoFn<KV<String, Iterable<DerivedRows>>, FinishedShard> {
  private static final String REMEDY = "Correct the transform that computes the rows.";

  private final DerivedTable definition;
  private final PCollectionView<String> runId;
  private transient @Nullable ReportSchema table;

  MakeShardsFn(DerivedTable definition, PCollectionView<String> runId) {
    this.definition = definition;
    this.runId = runId;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    List<DerivedRows> all =
        StreamSupport.stream(
                Objects.requireNonNull(context.element().getValue()).spliterator(), false)
            .sorted(
                Comparator.comparing((DerivedRows one) -> one.days().first())
                    .thenComparing(one -> one.days().last()))
            .toList();
    DerivedRows first = all.get(0);
    Instant now = Clock.systemUTC().instant();
    Set<List<@Nullable Object>> keys = new HashSet<>();
    List<FinishedShard.Answer> answers = new ArrayList<>();
    for (DerivedRows rows : all) {
      answers.add(answer(rows, context.sideInput(runId), now, keys));
    }
    DateRange days =
        new DateRange(
            first.days().first(),
            all.stream().map(one -> one.days().last()).max(Comparator.naturalOrder()).get());
    ChannelRef channel =
        new ChannelRef(first.channelId(), first.channelId(), first.contentOwner(), null);
    context.output(new FinishedShard(new Shard(channel, definition.name(), days), answers));
  }

  private FinishedShard.Answer answer(
      DerivedRows derived, String run, Instant now, Set<List<@Nullable Object>> keys) {
    Outcome.Builder outcome =
        Outcome.builder()
            .runId(run)
            .tokenRecord(derived.channelId())
            .channelId(derived.channelId())
            .contentOwner(derived.contentOwner())
            .report(definition.name())
            .startDate(derived.days().first())
            .endDate(derived.days().last())
            .requests(0)
            .startedAt(now)
            .finishedAt(now);
    Optional<String> problem =
        derived.rows().stream().flatMap(row -> problem(derived, row, keys).stream()).findFirst();
    if (problem.isPresent()) {
      Failure failure = new Failure(Cause.INTERNAL, problem.get(), REMEDY, null, null);
      return new FinishedShard.Answer(
          outcome.status(Status.FAILED).failure(failure).build(), List.of());
    }
    return new FinishedShard.Answer(
        outcome
            .status(Status.OK)
            .answeredFrom(derived.days().first())
            .answeredThrough(derived.days().last())
            .rows(derived.rows().size())
            .build(),
        derived.rows().stream()
            .map(row -> table().ofOwn(derived.channelId(), derived.contentOwner(), row, now, run))
            .toList());
  }

  /** What is wrong with a row, if anything is. */
  private Optional<String> problem(DerivedRows derived, Row row, Set<List<@Nullable Object>> keys) {
    ReportSchema own = table();
    if (!own.ownColumns().typesEqual(row.getSchema())) {
      return Optional.of(
          "a row of "
              + definition.name()
              + " has the columns "
              + row.getSchema().getFieldNames()
              + ", but must have those of ReportSchema.ownColumns with their types: "
              + own.ownColumns().getFieldNames());
    }
    if (!own.isInScope(ReplaceScope.all(derived.days()), row)) {
      return Optional.of(
          "a row of "
              + definition.name()
              + " is of "
              + own.period(row).map(DateRange::toString).orElse("no day")
              + ", but the rows replace "
              + derived.days());
    }
    List<@Nullable Object> key = new ArrayList<>();
    own.keys().forEach(column -> key.add(row.getValue(column)));
    return keys.add(key)
        ? Optional.empty()
        : Optional.of("two rows of " + definition.name() + " have the key " + key);
  }

  private ReportSchema table() {
    ReportSchema known = table;
    if (known == null) {
      known = ReportSchema.of(definition);
      table = known;
    }
    return known;
  }
}
