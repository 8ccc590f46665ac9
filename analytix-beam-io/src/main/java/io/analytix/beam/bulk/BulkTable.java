// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import io.analytix.beam.report.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The table of a report type, with the columns of one of its files: {@code channel_id}, {@code
 * content_owner}, {@code date}, the other dimensions, the metrics, {@code report_created_at},
 * {@code fetched_at}, {@code run_id}, and columns that the catalogue does not know, at the end.
 *
 * <p>An empty cell is the empty text in a column of type STRING, else null: never zero.
 */
public final class BulkTable {
  /** The channel of a row: the file's, or that of the job if the file has none. */
  public static final String CHANNEL_ID = "channel_id";

  /** The content owner whose job made the file; null if it is a channel's own. */
  public static final String CONTENT_OWNER = "content_owner";

  /** The Pacific day of a row. */
  public static final String DATE = "date";

  /** The first day of the file's period; only if the file has a date of its own in each row. */
  public static final String REPORT_START_DATE = "report_start_date";

  /** When YouTube generated the file. */
  public static final String REPORT_CREATED_AT = "report_created_at";

  /** When the response began to arrive. */
  public static final String FETCHED_AT = "fetched_at";

  /** The run that stored the row. */
  public static final String RUN_ID = "run_id";

  /** What the connector adds, so that no column of a file may have this name. */
  private static final Set<String> OWN =
      Set.of(CONTENT_OWNER, REPORT_START_DATE, REPORT_CREATED_AT, FETCHED_AT, RUN_ID);

  private final BulkReportType type;
  private final List<Field> fields;
  private final List<String> added;

  /**
   * A column of the table.
   *
   * @param source where its cells come from
   * @param cell index in the file's header; negative if the file does not have it
   * @param key whether it is part of the key of a row within its file
   * @param required whether it is never null
   */
  public record Field(
      String name, Column.Type type, Source source, int cell, boolean key, boolean required) {}

  /** Where the cells of a column come from. */
  public enum Source {
    /** A column of the file. */
    FILE,
    /** The channel of the job, because the file has no such column. */
    CHANNEL,
    /** The content owner of the job. */
    CONTENT_OWNER,
    /** The first day of the file. */
    FIRST_DAY,
    /** The generation of the file. */
    CREATED,
    /** The response. */
    FETCHED,
    /** The run. */
    RUN
  }

  private BulkTable(BulkReportType type, List<Field> fields, List<String> added) {
    this.type = type;
    this.fields = List.copyOf(fields);
    this.added = List.copyOf(added);
  }

  /** The table as far as the catalogue knows it, before a file was read. */
  public static BulkTable of(BulkReportType type) {
    try {
      return of(type, type.columns().stream().map(BulkColumn::name).toList());
    } catch (BulkFormatException e) {
      throw new IllegalStateException("the columns of the catalogue fit the catalogue", e);
    }
  }

  /**
   * The table of a file. Columns go by name, never by place.
   *
   * @param header the names of the file's columns
   * @throws BulkFormatException if the header lacks a column or has one twice
   */
  public static BulkTable of(BulkReportType type, List<String> header) throws BulkFormatException {
    Map<String, Integer> cells = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isEmpty() || cells.put(name, i) != null || OWN.contains(name)) {
        throw new BulkFormatException(
            "the header has column '%s' %s"
                .formatted(
                    name,
                    name.isEmpty()
                        ? "without a name"
                        : OWN.contains(name) ? "which the table adds itself" : "twice"));
      }
    }
    List<String> missing =
        type.columns().stream()
            .map(BulkColumn::name)
            .filter(name -> !cells.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new BulkFormatException(
          "the header lacks column%s %s of %s"
              .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing), type.id()));
    }
    return new Builder(type, header, cells).build();
  }

  /** The report type. */
  public BulkReportType type() {
    return type;
  }

  /** The columns, in their order. */
  public List<Field> fields() {
    return fields;
  }

  /** The names of the file's columns that the catalogue does not know for this report type. */
  public List<String> added() {
    return added;
  }

  /**
   * The columns that the table of the catalogue does not have, in their order: they are added at
   * its end.
   */
  public Map<String, Column.Type> newColumns() {
    Set<String> known = new HashSet<>();
    of(type).fields().forEach(field -> known.add(field.name()));
    Map<String, Column.Type> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      if (!known.contains(field.name())) {
        columns.put(field.name(), field.type());
      }
    }
    return columns;
  }

  /** Whether each row has the day of the file as its date, so that it can be checked. */
  public boolean isOfOneDay() {
    return !type.systemManaged();
  }

  /** Whether the key of a row is unique in its file. */
  public boolean hasUniqueKeys() {
    return !type.systemManaged() && type.hasKnownColumns();
  }

  private static final class Builder {
    private final BulkReportType type;
    private final List<String> header;
    private final Map<String, Integer> cells;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    Builder(BulkReportType type, List<String> header, Map<String, Integer> cells) {
      this.type = type;
      this.header = header;
      this.cells = cells;
    }

    BulkTable build() throws BulkFormatException {
      if (cells.containsKey(CHANNEL_ID)) {
        file(CHANNEL_ID, CHANNEL_ID, Column.Type.STRING, true);
      } else {
        own(CHANNEL_ID, Column.Type.STRING, Source.CHANNEL, false);
      }
      own(CONTENT_OWNER, Column.Type.STRING, Source.CONTENT_OWNER, false);
      date();
      for (BulkColumn column : type.columns()) {
        if (!done.contains(column.name())) {
          file(column.name(), column.name(), column.type(), column.key());
        }
      }
      own(REPORT_CREATED_AT, Column.Type.TIMESTAMP, Source.CREATED, true);
      own(FETCHED_AT, Column.Type.TIMESTAMP, Source.FETCHED, true);
      own(RUN_ID, Column.Type.STRING, Source.RUN, true);
      return new BulkTable(type, fields, added());
    }

    private void date() {
      String ofFile = header.stream().filter(DATE::equalsIgnoreCase).findFirst().orElse(null);
      if (ofFile == null) {
        own(DATE, Column.Type.DATE, Source.FIRST_DAY, true);
        return;
      }
      file(ofFile, DATE, Column.Type.DATE, true);
      if (type.systemManaged()) {
        own(REPORT_START_DATE, Column.Type.DATE, Source.FIRST_DAY, true);
      }
    }

    /** Names that BigQuery accepts and that differ by more than their case. */
    private List<String> added() throws BulkFormatException {
      Set<String> taken = new HashSet<>();
      fields.forEach(field -> taken.add(field.name().toLowerCase(Locale.ROOT)));
      List<String> names = new ArrayList<>();
      for (String column : header) {
        if (done.contains(column)) {
          continue;
        }
        String name = column.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
        if (!taken.add(name.toLowerCase(Locale.ROOT))) {
          throw new BulkFormatException(
              "the header has columns that differ only in case or punctuation: " + column);
        }
        Column.Type cellType =
            type.hasKnownColumns() ? Column.Type.STRING : BulkReportTypes.columnType(column);
        file(column, name, cellType, false);
        if (type.hasKnownColumns()) {
          names.add(name);
        }
      }
      return names;
    }

    private void file(String column, String name, Column.Type cellType, boolean key) {
      int cell = Objects.requireNonNull(cells.get(column));
      fields.add(new Field(name, cellType, Source.FILE, cell, key, name.equals(DATE)));
      done.add(column);
    }

    private void own(String name, Column.Type cellType, Source source, boolean required) {
      fields.add(new Field(name, cellType, source, -1, false, required));
    }
  }
}
