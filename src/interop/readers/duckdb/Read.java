// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Reads the output with DuckDB. */
public final class Read {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "counts", "counts_daily",
          "money", "money_daily",
          "channels", "channels",
          "count_months", "_months/counts_daily",
          "money_months", "_months/money_daily");

  private Read() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Map.Entry<String, String> table : FOLDERS.entrySet()) {
        duckDb
            .createStatement()
            .execute(
                "CREATE VIEW %s AS FROM read_parquet('%s/%s/**/*.parquet', union_by_name = true)"
                    .formatted(table.getKey(), arguments[0], table.getValue()));
      }
      Figures.print(query -> row(duckDb, query), "\"");
    }
  }

  private static Object[] row(Connection duckDb, String query) throws SQLException {
    try (ResultSet result = duckDb.createStatement().executeQuery(query)) {
      result.next();
      Object[] cells = new Object[result.getMetaData().getColumnCount()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = result.getObject(i + 1);
      }
      return cells;
    }
  }
}
