// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

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
        "CREATE TABLE %s (channel_id STRING, %s, fetched_at TIMESTAMP_LTZ(6)%s"
                .formatted(name, columns, partitioned ? ", year_month STRING)" : ")")
            + (partitioned ? " PARTITIONED BY (year_month)" : "")
            + " WITH ('connector' = 'filesystem', 'format' = 'parquet',"
            + " 'parquet.utc-timezone' = 'true', 'path' = '%s/%s')".formatted(output, path));
  }

  private void all() {
    String counts = "`day` DATE, `views` BIGINT, likes BIGINT";
    String money = "`day` DATE, estimated_revenue DECIMAL(38, 9)";
    table("counts", "counts_daily", counts, true);
    table("money", "money_daily", money, true);
    table("channels", "channels", "hidden_subscriber_count BOOLEAN", false);
    table("count_months", "_months/counts_daily", counts, false);
    table("money_months", "_months/money_daily", money, false);

    Figures.print(this::row, "`");
  }

  private Object[] row(String query) throws Exception {
    try (CloseableIterator<Row> rows = flink.executeSql(query).collect()) {
      Row row = rows.next();
      Object[] cells = new Object[row.getArity()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.getField(i);
      }
      return cells;
    }
  }
}
