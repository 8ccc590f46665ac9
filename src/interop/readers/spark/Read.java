// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the output with Spark SQL on the local master. */
public final class Read {
  private final SparkSession spark;

  private Read(SparkSession spark) {
    this.spark = spark;
  }

  // Spark 4 closes its session with an IOException, Spark 3 does not.
  public static void main(String[] arguments) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.session.timeZone", "America/New_York")
            .getOrCreate();
    Read read = new Read(spark);
    for (String report : new String[] {"counts_daily", "money_daily"}) {
      read.view(report, arguments[0] + "/" + report);
      read.view(report + "_months", arguments[0] + "/_months/" + report);
    }
    read.all();
    spark.stop();
  }

  private void view(String name, String path) {
    spark.read().option("mergeSchema", true).parquet(path).createOrReplaceTempView(name);
  }

  private void all() {
    print("opens", "%s rows", "SELECT count(*) FROM counts_daily");
    print(
        "partitions",
        "2026-01: %s, 2026-02: %s",
        "SELECT count_if(year_month = '2026-01'), count_if(year_month = '2026-02')"
            + " FROM counts_daily");
    print(
        "money exact",
        "%s up to %s, %s in the month files",
        "SELECT sum(estimated_revenue), max(estimated_revenue),"
            + " (SELECT sum(estimated_revenue) FROM money_daily_months) FROM money_daily");
    print("64-bit exact", "%s up to %s", "SELECT sum(views), max(views) FROM counts_daily");
    print("days", "%s to %s", "SELECT min(day), max(day) FROM counts_daily");
    print(
        "instants",
        "%s to %s",
        "SELECT unix_micros(min(fetched_at)), unix_micros(max(fetched_at)) FROM counts_daily");
    print(
        "added column",
        "%s in %s of %s",
        "SELECT sum(likes), count(likes), count(*) FROM counts_daily");
    print(
        "month files",
        "%s rows, views %s, likes %s in %s",
        "SELECT count(*), sum(views), sum(likes), count(likes) FROM counts_daily_months");
  }

  private void print(String cell, String figures, String query) {
    String printed;
    try {
      Row row = spark.sql(query).head();
      Object[] cells = new Object[row.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.get(i) instanceof BigDecimal number ? number.toPlainString() : row.get(i);
      }
      printed = figures.formatted(cells);
    } catch (RuntimeException e) {
      printed = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }
}
