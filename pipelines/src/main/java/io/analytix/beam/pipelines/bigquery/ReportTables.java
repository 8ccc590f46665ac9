// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import com.google.common.hash.Hashing;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.output.DefinitionChange;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks, creates and extends the tables of a dataset. A table contains its report's definition: a
 * label has the hash of the fingerprint, the description its text.
 */
final class ReportTables {
  /** The label with the hash of the report's definition. */
  static final String DEFINITION = "analytix_definition";

  /** The label with the time, in seconds, since which the definition is valid. */
  static final String DEFINED = "analytix_defined";

  private static final String QUERY = "\nQuery: ";

  private final DatasetClient client;
  private final DatasetExpiration expiration;
  private final Clock clock;

  ReportTables(DatasetClient client, DatasetExpiration expiration, Clock clock) {
    this.client = client;
    this.expiration = expiration;
    this.clock = clock;
  }

  /**
   * Checks that rows of this report can be stored in its table, which may be missing or lack
   * columns, and stay there.
   *
   * @throws BigQueryException with all differences, if not
   */
  void check(ReportSchema report) throws IOException {
    Optional<Table> found = client.find(report.definition().name());
    if (found.isPresent()) {
      SchemaChange unused = require(found.get(), report);
    } else {
      expiration.requireNoneFor(TableShape.of(report));
    }
  }

  /**
   * Creates the table, or adds the columns that it lacks.
   *
   * @throws BigQueryException with all differences, if not
   */
  void prepare(ReportSchema report) throws IOException {
    String name = report.definition().name();
    TableShape shape = TableShape.of(report);
    Table wanted =
        TableResources.of(shape)
            .setTableReference(client.reference(name))
            .setDescription(description(report))
            .setLabels(labels(report));
    Optional<Table> found = client.find(name);
    if (found.isEmpty()) {
      expiration.requireNoneFor(shape);
      client.create(wanted);
      return;
    }
    SchemaChange change = require(found.get(), report);
    boolean otherDefinition = !hash(report).equals(label(found.get(), DEFINITION));
    if (!change.added().isEmpty() || otherDefinition) {
      Table patch = new Table().setSchema(TableResources.extended(found.get(), change.added()));
      client.patch(
          name,
          otherDefinition
              ? patch.setDescription(description(report)).setLabels(labels(report))
              : patch);
    }
  }

  /** Whether the table exists with the definition and all columns of the report. */
  boolean isComplete(ReportSchema report) throws IOException {
    Optional<Table> found = client.find(report.definition().name());
    if (found.isEmpty() || !hash(report).equals(label(found.get(), DEFINITION))) {
      return false;
    }
    SchemaChange change = SchemaChange.of(found.get(), TableShape.of(report));
    return change.added().isEmpty() && change.refusals().isEmpty();
  }

  /** Creates a table of outcomes or of bulk jobs, or adds the columns that it lacks. */
  Table prepare(TableShape shape) throws IOException {
    Table wanted = TableResources.of(shape).setTableReference(client.reference(shape.name()));
    Optional<Table> found = client.find(shape.name());
    if (found.isEmpty()) {
      expiration.requireNoneFor(shape);
      client.create(wanted);
    } else {
      SchemaChange change =
          require(found.get(), SchemaChange.of(found.get(), shape).refusals(), shape);
      if (!change.added().isEmpty()) {
        client.patch(
            shape.name(),
            new Table().setSchema(TableResources.extended(found.get(), change.added())));
      }
    }
    return client
        .find(shape.name())
        .orElseThrow(() -> new IOException("table " + shape.name() + " was deleted meanwhile"));
  }

  /** Checks that a table of outcomes or of bulk jobs is missing or can be used. */
  void check(TableShape shape) throws IOException {
    Optional<Table> found = client.find(shape.name());
    if (found.isPresent()) {
      SchemaChange unused =
          require(found.get(), SchemaChange.of(found.get(), shape).refusals(), shape);
    } else {
      expiration.requireNoneFor(shape);
    }
  }

  private SchemaChange require(Table found, ReportSchema report) {
    TableShape shape = TableShape.of(report);
    SchemaChange change = SchemaChange.of(found, shape);
    List<String> refusals = new ArrayList<>(change.refusals());
    if (refusals.isEmpty()) {
      definition(found, report).ifPresent(refusals::add);
    }
    return require(found, refusals, shape);
  }

  private SchemaChange require(Table found, List<String> refusals, TableShape shape) {
    if (!refusals.isEmpty()) {
      throw new BigQueryException(
          "table %s does not match the report: %s; choose another report name or another dataset, or"
                  .formatted(client.dataset().spec(shape.name()), String.join(", ", refusals))
              + " rename that table");
    }
    DatasetExpiration.requireNoneOf(client.dataset().spec(shape.name()), found);
    return SchemaChange.of(found, shape);
  }

  private static Optional<String> definition(Table found, ReportSchema report) {
    String was = label(found, DEFINITION);
    if (was.equals(hash(report))) {
      return Optional.empty();
    }
    if (was.isEmpty()) {
      return Optional.of("it was not created by this sink");
    }
    return fingerprint(found)
        .map(text -> DefinitionChange.refusal(text, report.definition().fingerprint()))
        .orElse(Optional.of("it has another query"));
  }

  /** The fingerprint of the definition of a table's rows, if its description contains it. */
  static Optional<String> fingerprint(Table table) {
    String description = Objects.requireNonNullElse(table.getDescription(), "");
    int query = description.lastIndexOf(QUERY);
    return query < 0
        ? Optional.empty()
        : Optional.of(description.substring(query + QUERY.length()));
  }

  /** The time since which a table has rows of that definition. */
  static Optional<Instant> definedAt(Table table) {
    String since = label(table, DEFINED);
    return since.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Long.parseLong(since)));
  }

  private Map<String, String> labels(ReportSchema report) {
    return Map.of(
        DEFINITION, hash(report), DEFINED, String.valueOf(clock.instant().getEpochSecond()));
  }

  private static String description(ReportSchema report) {
    return TableShape.of(report).description() + QUERY + report.definition().fingerprint();
  }

  private static String hash(ReportSchema report) {
    return Hashing.sha256()
        .hashString(report.definition().fingerprint(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, 40);
  }

  static String label(Table table, String label) {
    return table.getLabels() == null ? "" : table.getLabels().getOrDefault(label, "");
  }
}
