// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Reads the output with Flink SQL on the local executor. */
public final class Read {
  private final TableEnvironment flink;
  private final String output;

  private Read(TableEnvironment flink, String output) {
    this.flink = flink;
    this.output = output;
  }

  public static void main(String[] arguments) {
    TableEnvironment flink =
        TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
    flink.getConfig().set("parallelism.default", "1");
    flink.getConfig().set("table.local-time-zone", "America/New_York");
    new Read(flink, arguments[0]).all();
  }

  /** Declares a table: DECIMAL(38, 9) for money, times in UTC. */
  private void table(String name, String path, String columns, boolean partitioned) {
    flink.executeSql(
        "CREATE TABLE %s (channel_id STRING, `day` DATE, %s, fetched_at TIMESTAMP_LTZ(6)%s"
                .formatted(name, columns, partitioned ? ", year_month STRING)" : ")")
            + (partitioned ? " PARTITIONED BY (year_month)" : "")
            + " WITH ('connector' = 'filesystem', 'format' = 'parquet',"
            + " 'parquet.utc-timezone' = 'true', 'path' = '%s/%s')".formatted(output, path));
  }

  private void all() {
    String counts = "`views` BIGINT, likes BIGINT";
    String money = "estimated_revenue DECIMAL(38, 9)";
    table("counts", "counts_daily", counts, true);
    table("money", "money_daily", money, true);
    table("count_months", "_months/counts_daily", counts, false);
    table("money_months", "_months/money_daily", money, false);

    print("opens", "%s rows", "SELECT count(*) FROM counts");
    print(
        "partitions",
        "2026-01: %s, 2026-02: %s",
        "SELECT count(*) FILTER (WHERE year_month = '2026-01'),"
            + " count(*) FILTER (WHERE year_month = '2026-02') FROM counts");
    print(
        "money exact",
        "%s up to %s, %s in the month files",
        "SELECT sum(estimated_revenue), max(estimated_revenue),"
            + " (SELECT sum(estimated_revenue) FROM money_months) FROM money");
    print("64-bit exact", "%s up to %s", "SELECT sum(`views`), max(`views`) FROM counts");
    print("days", "%s to %s", "SELECT min(`day`), max(`day`) FROM counts");
    print("instants", "%s to %s", "SELECT min(fetched_at), max(fetched_at) FROM counts");
    print("added column", "%s in %s of %s", "SELECT sum(likes), count(likes), count(*) FROM counts");
    print(
        "month files",
        "%s rows, views %s, likes %s in %s",
        "SELECT count(*), sum(`views`), sum(likes), count(likes) FROM count_months");
  }

  private void print(String cell, String figures, String query) {
    String printed;
    try (CloseableIterator<Row> rows = flink.executeSql(query).collect()) {
      Row row = rows.next();
      Object[] cells = new Object[row.getArity()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = text(row.getField(i));
      }
      printed = figures.formatted(cells);
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      printed = cause.toString().lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }

  private static Object text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Instant time ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : value;
  }
}
