// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the output with DuckDB. */
public final class Read {
  private final Connection duckDb;

  private Read(Connection duckDb) {
    this.duckDb = duckDb;
  }

  public static void main(String[] arguments) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      Read read = new Read(duckDb);
      String table = "read_parquet('%s/%s/**/*.parquet', union_by_name = true)";
      read.all(
          table.formatted(arguments[0], "counts_daily"),
          table.formatted(arguments[0], "money_daily"),
          table.formatted(arguments[0], "_months/counts_daily"),
          table.formatted(arguments[0], "_months/money_daily"));
    }
  }

  private void all(String counts, String money, String countMonths, String moneyMonths)
      throws SQLException {
    print("opens", "%s rows", "SELECT count(*) FROM " + counts);
    print(
        "partitions",
        "2026-01: %s, 2026-02: %s",
        "SELECT count(*) FILTER (year_month = '2026-01'), count(*) FILTER (year_month = '2026-02')"
            + " FROM "
            + counts);
    print(
        "money exact",
        "%s up to %s, %s in the month files",
        "SELECT sum(estimated_revenue), max(estimated_revenue),"
            + " (SELECT sum(estimated_revenue) FROM %s) FROM %s".formatted(moneyMonths, money));
    print("64-bit exact", "%s up to %s", "SELECT sum(views), max(views) FROM " + counts);
    print("days", "%s to %s", "SELECT min(day), max(day) FROM " + counts);
    print(
        "instants",
        "%s to %s",
        "SELECT epoch_us(min(fetched_at)), epoch_us(max(fetched_at)) FROM " + counts);
    print(
        "added column", "%s in %s of %s", "SELECT sum(likes), count(likes), count(*) FROM " + counts);
    print(
        "month files",
        "%s rows, views %s, likes %s in %s",
        "SELECT count(*), sum(views), sum(likes), count(likes) FROM " + countMonths);
  }

  private void print(String cell, String figures, String query) {
    String printed;
    try (ResultSet result = duckDb.createStatement().executeQuery(query)) {
      result.next();
      Object[] cells = new Object[result.getMetaData().getColumnCount()];
      for (int i = 0; i < cells.length; i++) {
        Object value = result.getObject(i + 1);
        cells[i] = value instanceof BigDecimal number ? number.toPlainString() : value;
      }
      printed = figures.formatted(cells);
    } catch (SQLException e) {
      printed = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }
}
