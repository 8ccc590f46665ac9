// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.output.DefinitionChange;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a file in the output matches the current definition of its report. Added columns are
 * accepted; removed columns, changed types and another query are rejected.
 */
public final class SchemaDiff {
  /** Footer entry: the report's name. */
  static final String REPORT = "analytix.report";

  /** Footer entry: {@link TableDefinition#fingerprint}. */
  public static final String FINGERPRINT = "analytix.fingerprint";

  private SchemaDiff() {}

  /** The footer metadata of a report's file. */
  public static Map<String, String> metadata(TableDefinition report) {
    return Map.of(REPORT, report.name(), FINGERPRINT, report.fingerprint());
  }

  /**
   * Checks that {@code file} can be read as {@code table}, whose columns are {@code now}.
   *
   * @throws OutputException with all differences if it cannot
   */
  public static void check(ReportSchema table, ParquetSchema now, ParquetContent file) {
    List<String> differences = new ArrayList<>(columns(file.columns(), now.message()));
    if (differences.isEmpty()) {
      String was = file.metadata().get(FINGERPRINT);
      String is = table.definition().fingerprint();
      if (was == null) {
        differences.add("it was not written by this sink");
      } else {
        DefinitionChange.refusal(was, is).ifPresent(differences::add);
      }
    }
    if (!differences.isEmpty()) {
      throw new OutputException(
          String.join(", ", differences) + "; choose another report name or another output");
    }
  }

  private static List<String> columns(MessageType file, MessageType now) {
    List<String> differences = new ArrayList<>();
    for (Type was : file.getFields()) {
      String difference = difference(was, now);
      if (difference != null) {
        differences.add("column '" + was.getName() + "' " + difference);
      }
    }
    for (Type is : now.getFields()) {
      if (!is.isRepetition(Type.Repetition.OPTIONAL) && !file.containsField(is.getName())) {
        differences.add("column '" + is.getName() + "' is missing in the file");
      }
    }
    return differences;
  }

  private static @Nullable String difference(Type was, MessageType now) {
    if (!now.containsField(was.getName())) {
      return "is missing";
    }
    Type is = now.getType(was.getName());
    if (!label(was).equals(label(is))) {
      return "is " + label(was) + " in the file and " + label(is) + " now";
    }
    if (was.isRepetition(Type.Repetition.OPTIONAL) && is.isRepetition(Type.Repetition.REQUIRED)) {
      return "may be null in the file and must not be now";
    }
    return null;
  }

  private static String label(Type column) {
    return ColumnType.of(column).map(ColumnType::toString).orElseGet(column::toString);
  }
}
