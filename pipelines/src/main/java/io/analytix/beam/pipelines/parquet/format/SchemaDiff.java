// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet.format;

import io.analytix.beam.pipelines.output.DefinitionChange;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file found in the output is of the report as it is defined now. Columns may have been
 * added since; a removed or retyped one, or another query, is refused.
 */
public final class SchemaDiff {
  /** Footer entry: the report's name. */
  static final String REPORT = "analytix.report";

  /** Footer entry: {@link ReportDefinition#fingerprint}. */
  public static final String FINGERPRINT = "analytix.fingerprint";

  private SchemaDiff() {}

  /** What the footer of a report's file says. */
  public static Map<String, String> metadata(ReportDefinition report) {
    return Map.of(REPORT, report.name(), FINGERPRINT, report.fingerprint());
  }

  /**
   * Returns if {@code file} can be read as the table {@code table}, whose columns are {@code now}.
   *
   * @throws OutputException with all differences in one line
   */
  public static void check(ReportSchema table, ParquetSchema now, ParquetContent file) {
    List<String> differences = new ArrayList<>(columns(file.columns(), now.message()));
    if (differences.isEmpty()) {
      String was = file.metadata().get(FINGERPRINT);
      String is = table.report().fingerprint();
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
