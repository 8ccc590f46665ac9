// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the output with Spark SQL on the local master. */
public final class Read {
  private final SparkSession spark;
  private final String output;

  private Read(SparkSession spark, String output) {
    this.spark = spark;
    this.output = output;
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
    Read read = new Read(spark, arguments[0]);
    read.view("counts", "counts_daily");
    read.view("money", "money_daily");
    read.view("channels", "channels");
    read.view("count_months", "_months/counts_daily");
    read.view("money_months", "_months/money_daily");
    Figures.print(read::row, "`");
    spark.stop();
  }

  private void view(String name, String folder) {
    spark
        .read()
        .option("mergeSchema", true)
        .parquet(output + "/" + folder)
        .createOrReplaceTempView(name);
  }

  private Object[] row(String query) {
    Row row = spark.sql(query).head();
    Object[] cells = new Object[row.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i);
    }
    return cells;
  }
}
