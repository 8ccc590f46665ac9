// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a month file and one big file of the same rows in turn, with one thread. Prints for each
 * query its name, the least milliseconds of the month file, and those of the big file.
 */
public final class Months {
  private static final int READS = 15;

  // Spark 4 closes its session with an IOException, Spark 3 does not.
  public static void main(String[] arguments) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .getOrCreate();
    spark.read().parquet(arguments[0]).createOrReplaceTempView("month");
    spark.read().parquet(arguments[1]).createOrReplaceTempView("big");
    String counts =
        Arrays.stream(spark.table("month").columns())
            .map("count(`%s`)"::formatted)
            .collect(Collectors.joining(", "));
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("a sum by day", "SELECT day, sum(views) FROM %s GROUP BY day");
    queries.put("all columns", "SELECT " + counts + " FROM %s");
    queries.put("sums by channel", "SELECT channel_id, sum(views) FROM %s GROUP BY channel_id");
    queries.put("a channel", "SELECT * FROM %s WHERE channel_id = '" + arguments[2] + "'");
    queries.forEach(
        (name, query) -> {
          double month = Double.MAX_VALUE;
          double big = Double.MAX_VALUE;
          for (int read = 0; read < READS; read++) {
            month = Math.min(month, millis(spark, query.formatted("month")));
            big = Math.min(big, millis(spark, query.formatted("big")));
          }
          System.out.printf("%s\t%.1f\t%.1f%n", name, month, big);
        });
    spark.stop();
  }

  private static double millis(SparkSession spark, String query) {
    long start = System.nanoTime();
    spark.sql(query).collectAsList();
    return (System.nanoTime() - start) / 1e6;
  }
}
