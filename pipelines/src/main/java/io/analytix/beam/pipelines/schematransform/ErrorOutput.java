// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.outcome.Status;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.transforms.providers.ErrorHandling;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a transform as rows: all in the output {@code outcomes}; and, by the convention
 * of Beam YAML, failed and deferred ones again in an output that the configuration names.
 */
record ErrorOutput(@Nullable String name) {
  /** The name of the output with all outcomes. */
  static final String OUTCOMES = "outcomes";

  /** The field of a configuration. */
  static final Field FIELD =
      Field.nullable(
              "error_handling",
              FieldType.row(
                  Schema.of(
                      Field.of("output", FieldType.STRING)
                          .withDescription("Name of the output with the failures."))))
          .withDescription(
              "Names an output with the failed and deferred requests: failed_row is the request's"
                  + " outcome, error_message its cause and message. Default: there is none; the"
                  + " output outcomes has them too.");

  private static final Schema ERRORS = ErrorHandling.errorSchema(OutcomeRow.SCHEMA);

  /** The output that a configuration names. */
  static ErrorOutput of(Row configuration) {
    Row handling = configuration.getRow(FIELD.getName());
    return new ErrorOutput(handling == null ? null : handling.getString("output"));
  }

  /** Adds the outputs. */
  PCollectionRowTuple add(PCollectionRowTuple outputs, PCollection<Outcome> outcomes) {
    PCollection<Row> rows =
        outcomes
            .apply("OutcomeRows", MapElements.into(TypeDescriptors.rows()).via(OutcomeRow::of))
            .setRowSchema(OutcomeRow.SCHEMA);
    PCollectionRowTuple all = and(outputs, OUTCOMES, rows);
    return name == null
        ? all
        : and(
            all,
            name,
            outcomes
                .apply("Failures", Filter.by(ErrorOutput::isError))
                .apply("ErrorRows", MapElements.into(TypeDescriptors.rows()).via(ErrorOutput::row))
                .setRowSchema(ERRORS));
  }

  /**
   * Adds an output.
   *
   * @throws IllegalArgumentException if there is one of this name
   */
  static PCollectionRowTuple and(PCollectionRowTuple outputs, String name, PCollection<Row> added) {
    if (outputs.has(name)) {
      throw new IllegalArgumentException(
          "two outputs have the name '" + name + "': rename the report or the output of errors");
    }
    return outputs.and(name, added);
  }

  private static boolean isError(Outcome outcome) {
    return outcome.status() == Status.FAILED || outcome.status() == Status.DEFERRED;
  }

  private static Row row(Outcome outcome) {
    return Row.withSchema(ERRORS)
        .addValues(
            OutcomeRow.of(outcome),
            outcome.cause() + ": " + Objects.requireNonNullElse(outcome.message(), ""))
        .build();
  }
}
