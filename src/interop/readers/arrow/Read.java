// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads the output with Arrow's dataset for Java, with the whole schema of the table: by default it
 * is that of the first file.
 */
public final class Read {
  private static final Schema COUNTS =
      new Schema(
          List.of(
              Field.nullable("day", new ArrowType.Date(DateUnit.DAY)),
              Field.nullable("views", new ArrowType.Int(64, true)),
              Field.nullable("fetched_at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
              Field.nullable("likes", new ArrowType.Int(64, true))));
  private static final Schema MONEY =
      new Schema(List.of(Field.nullable("estimated_revenue", new ArrowType.Decimal(38, 9, 128))));

  private final String output;
  private final BufferAllocator allocator = new RootAllocator();

  private Read(String output) {
    this.output = output;
  }

  /** The values of a column, with nulls; days and times as numbers. */
  private List<Object> column(String report, Schema schema, String name) throws Exception {
    List<Object> values = new ArrayList<>();
    try (FileSystemDatasetFactory factory =
            new FileSystemDatasetFactory(
                allocator,
                NativeMemoryPool.getDefault(),
                FileFormat.PARQUET,
                Path.of(output, report).toUri().toString());
        Dataset dataset = factory.finish(schema);
        Scanner scanner =
            dataset.newScan(new ScanOptions(32768, Optional.of(new String[] {name})));
        ArrowReader reader = scanner.scanBatches()) {
      while (reader.loadNextBatch()) {
        FieldVector vector = reader.getVectorSchemaRoot().getVector(0);
        for (int i = 0; i < vector.getValueCount(); i++) {
          values.add(vector.getObject(i));
        }
      }
    }
    return values;
  }

  private List<Long> numbers(String report, String name) throws Exception {
    return column(report, COUNTS, name).stream()
        .filter(value -> value != null)
        .map(value -> ((Number) value).longValue())
        .toList();
  }

  private List<BigDecimal> money(String report) throws Exception {
    return column(report, MONEY, "estimated_revenue").stream().map(BigDecimal.class::cast).toList();
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().reduce(0L, Math::addExact);
  }

  private interface Figures {
    String read() throws Exception;
  }

  private static void print(String cell, Figures figures) {
    String printed;
    try {
      printed = figures.read();
    } catch (Exception e) {
      printed = e.toString().lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }

  public static void main(String[] arguments) {
    new Read(arguments[0]).all();
  }

  private void all() {
    print("opens", () -> numbers("counts_daily", "views").size() + " rows");
    print("partitions", () -> "the dataset for Java has no columns of folders");
    print(
        "money exact",
        () -> {
          List<BigDecimal> all = money("money_daily");
          return "%s up to %s, %s in the month files"
              .formatted(
                  all.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                  Collections.max(all),
                  money("_months/money_daily").stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        });
    print(
        "64-bit exact",
        () -> {
          List<Long> views = numbers("counts_daily", "views");
          return sum(views) + " up to " + Collections.max(views);
        });
    print(
        "days",
        () -> {
          List<Long> days = numbers("counts_daily", "day");
          return LocalDate.ofEpochDay(Collections.min(days))
              + " to "
              + LocalDate.ofEpochDay(Collections.max(days));
        });
    print(
        "instants",
        () -> {
          List<Long> times = numbers("counts_daily", "fetched_at");
          return Collections.min(times) + " to " + Collections.max(times);
        });
    print(
        "added column",
        () -> {
          List<Long> likes = numbers("counts_daily", "likes");
          int rows = column("counts_daily", COUNTS, "likes").size();
          return sum(likes) + " in " + likes.size() + " of " + rows;
        });
    print(
        "month files",
        () -> {
          List<Long> views = numbers("_months/counts_daily", "views");
          List<Long> likes = numbers("_months/counts_daily", "likes");
          return "%d rows, views %d, likes %d in %d"
              .formatted(views.size(), sum(views), sum(likes), likes.size());
        });
  }
}
