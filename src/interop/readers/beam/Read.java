// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/**
 * Reads the output with Beam's {@code ParquetIO} on the DirectRunner: with {@code read(schema)}, or
 * with a projection if the second argument is {@code projection}.
 */
public final class Read {
  /** What was read, as the pipelines run in this process. */
  private static final Queue<GenericRecord> READ = new ConcurrentLinkedQueue<>();

  // Avro finds the type in its union by name, which is the column's in what ParquetIO reads.
  private static final Schema MONEY =
      new Schema.Parser()
          .parse(
              "{\"type\":\"fixed\",\"name\":\"estimated_revenue\",\"size\":16,\"logicalType\":\"decimal\","
                  + "\"precision\":38,\"scale\":9}");
  private static final Schema DATE =
      new Schema.Parser().parse("{\"type\":\"int\",\"logicalType\":\"date\"}");
  private static final Schema TIME =
      new Schema.Parser().parse("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}");
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);
  private static final Schema COUNT = Schema.create(Schema.Type.LONG);

  private final String output;
  private final boolean projection;

  private Read(String output, boolean projection) {
    this.output = output;
    this.projection = projection;
  }

  /** A schema of nullable columns: names and types in turn. */
  private static Schema columns(Object... namesAndTypes) {
    var fields = SchemaBuilder.record("row").fields();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      fields =
          fields
              .name((String) namesAndTypes[i])
              .type(Schema.createUnion(Schema.create(Schema.Type.NULL), (Schema) namesAndTypes[i + 1]))
              .withDefault(null);
    }
    return fields.endRecord();
  }

  private List<GenericRecord> read(String report, Schema columns) {
    READ.clear();
    ParquetIO.Read read = ParquetIO.read(columns);
    if (projection) {
      read = read.withProjection(columns, columns);
    }
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(read.from(output + "/" + report + "/**.parquet"))
        .apply(ParDo.of(new KeepFn()));
    pipeline.run().waitUntilFinish();
    return new ArrayList<>(READ);
  }

  private List<BigDecimal> money(String report) {
    return read(report, columns("estimated_revenue", MONEY)).stream()
        .map(row -> ((GenericFixed) row.get("estimated_revenue")).bytes())
        .map(bytes -> new BigDecimal(new BigInteger(bytes), 9))
        .toList();
  }

  private static long sum(List<GenericRecord> rows, String column) {
    return numbers(rows, column).stream().reduce(0L, Math::addExact);
  }

  private static List<Long> numbers(List<GenericRecord> rows, String column) {
    return rows.stream()
        .map(row -> (Number) row.get(column))
        .filter(value -> value != null)
        .map(Number::longValue)
        .toList();
  }

  private static final class KeepFn extends DoFn<GenericRecord, Void> {
    @ProcessElement
    public void process(@Element GenericRecord row) {
      READ.add(row);
    }
  }

  private interface Figures {
    String read() throws IOException;
  }

  private static void print(String cell, Figures figures) {
    String printed;
    try {
      printed = figures.read();
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      printed = cause.toString().lines().findFirst().orElse("");
    }
    System.out.println(cell + "\t" + printed);
  }

  public static void main(String[] arguments) {
    new Read(arguments[0], arguments.length > 1).all();
  }

  private void all() {
    Schema counts = columns("day", DATE, "views", COUNT, "likes", COUNT, "fetched_at", TIME);
    print("opens", () -> read("counts_daily", columns("channel_id", TEXT)).size() + " rows");
    print("partitions", () -> "ParquetIO has no columns of folders");
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
          List<GenericRecord> rows = read("counts_daily", columns("views", COUNT));
          return sum(rows, "views") + " up to " + Collections.max(numbers(rows, "views"));
        });
    print(
        "days",
        () -> {
          List<Long> days = numbers(read("counts_daily", columns("day", DATE)), "day");
          return LocalDate.ofEpochDay(Collections.min(days))
              + " to "
              + LocalDate.ofEpochDay(Collections.max(days));
        });
    print(
        "instants",
        () -> {
          List<Long> times = numbers(read("counts_daily", columns("fetched_at", TIME)), "fetched_at");
          return Collections.min(times) + " to " + Collections.max(times);
        });
    print(
        "added column",
        () -> {
          List<GenericRecord> rows = read("counts_daily", counts);
          return sum(rows, "likes") + " in " + numbers(rows, "likes").size() + " of " + rows.size();
        });
    print(
        "month files",
        () -> {
          List<GenericRecord> rows = read("_months/counts_daily", counts);
          return "%d rows, views %d, likes %d in %d"
              .formatted(
                  rows.size(), sum(rows, "views"), sum(rows, "likes"), numbers(rows, "likes").size());
        });
  }
}
