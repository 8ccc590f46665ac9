// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Merges the rows of responses into a table. Pure: no files, no clock.
 *
 * <p>Rows that a response covers are replaced; all other rows stay. In a table that keeps removed
 * resources, a covered row without a new one stays with the time at which it was missing. A row
 * that differs from the old one only in {@code fetched_at} and {@code run_id} counts as unchanged.
 * Rows are identified by their keys; if the API returns several rows of one key, all of them are
 * kept.
 */
public final class TableMerge {
  private static final Set<String> PROVENANCE =
      Set.of(ReportSchema.FETCHED_AT, ReportSchema.RUN_ID);

  private final ReportSchema table;
  private final RowOrder order;
  private final List<Integer> figures;

  public TableMerge(ReportSchema table) {
    this.table = table;
    this.order = new RowOrder(table.keys());
    Schema schema = table.schema();
    this.figures =
        schema.getFieldNames().stream()
            .filter(name -> !PROVENANCE.contains(name))
            .map(schema::indexOf)
            .toList();
  }

  /**
   * A table after the merge.
   *
   * @param rows all its rows, sorted
   * @param unchanged rows of the responses that were stored already
   */
  public record Merged(List<Row> rows, long inserted, long updated, long deleted, long unchanged) {
    /** Whether the table has changed. */
    public boolean differs() {
      return inserted + updated + deleted > 0;
    }

    /** The changes of rows, and of files. */
    public StoreChanges changes(int written, int untouched, int removed) {
      return new StoreChanges(
          written, untouched, removed, inserted, updated, deleted, unchanged, 0);
    }
  }

  /**
   * Replaces the covered rows of a table.
   *
   * @param old canonical rows of the file
   * @param answered scopes that the responses cover
   * @param fresh canonical rows of the responses
   */
  public Merged merge(List<Row> old, List<ReplaceScope> answered, List<Row> fresh) {
    List<Row> rows = new ArrayList<>();
    Map<List<@Nullable Object>, Deque<Row>> replaced = new HashMap<>();
    for (Row row : old) {
      if (covers(answered, row)) {
        replaced.computeIfAbsent(order.key(row), key -> new ArrayDeque<>()).add(row);
      } else {
        rows.add(row);
      }
    }

    List<Row> changed = new ArrayList<>();
    for (Row row : fresh) {
      Row same = takeEqual(replaced.get(order.key(row)), row);
      if (same == null) {
        changed.add(row);
      } else {
        rows.add(same);
      }
    }
    long unchanged = fresh.size() - (long) changed.size();

    long updated = 0;
    for (Row row : changed) {
      Deque<Row> before = replaced.get(order.key(row));
      if (before != null && before.poll() != null) {
        updated++;
      }
    }
    long inserted = changed.size() - updated;
    rows.addAll(changed);
    List<Row> gone = replaced.values().stream().flatMap(Deque::stream).toList();
    long deleted = gone.size();
    if (table.definition().keepsRemoved() && !fresh.isEmpty()) {
      deleted = 0;
      for (Row row : gone) {
        Optional<Row> marked = removed(row, fresh.get(0));
        rows.add(marked.orElse(row));
        updated += marked.isPresent() ? 1 : 0;
      }
    }
    rows.sort(order);
    return new Merged(rows, inserted, updated, deleted, unchanged);
  }

  /**
   * A row whose resource is missing in a response; empty if it says so already.
   *
   * @param answer a row of that response
   */
  private Optional<Row> removed(Row row, Row answer) {
    Schema schema = table.schema();
    List<@Nullable Object> values = new ArrayList<>(row.getValues());
    if (!table.definition().keepsRemovedTexts()) {
      table.values().forEach(name -> values.set(schema.indexOf(name), null));
    }
    Object since = row.getValue(ReportSchema.REMOVED_AT);
    Object now = answer.getValue(ReportSchema.FETCHED_AT);
    values.set(schema.indexOf(ReportSchema.REMOVED_AT), since == null ? now : since);
    if (values.equals(row.getValues())) {
      return Optional.empty();
    }
    values.set(schema.indexOf(ReportSchema.FETCHED_AT), now);
    values.set(schema.indexOf(ReportSchema.RUN_ID), answer.<Object>getValue(ReportSchema.RUN_ID));
    return Optional.of(Row.withSchema(schema).attachValues(values));
  }

  private boolean covers(List<ReplaceScope> answered, Row row) {
    return answered.stream().anyMatch(one -> table.isInScope(one, row));
  }

  private @Nullable Row takeEqual(@Nullable Deque<Row> candidates, Row row) {
    if (candidates != null) {
      for (Iterator<Row> each = candidates.iterator(); each.hasNext(); ) {
        Row candidate = each.next();
        if (figures.stream()
            .allMatch(i -> Objects.equals(candidate.getValue(i), row.<Object>getValue(i)))) {
          each.remove();
          return candidate;
        }
      }
    }
    return null;
  }
}
