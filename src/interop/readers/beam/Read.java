// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final Schema COUNT = Schema.create(Schema.Type.LONG);
  private static final Map<String, Schema> TYPES =
      Map.of(
          "channel_id", Schema.create(Schema.Type.STRING),
          "day", new Schema.Parser().parse("{\"type\":\"int\",\"logicalType\":\"date\"}"),
          "views", COUNT,
          "likes", COUNT,
          "hidden_subscriber_count", Schema.create(Schema.Type.BOOLEAN),
          "estimated_revenue", MONEY,
          "fetched_at",
              new Schema.Parser()
                  .parse("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}"));

  private final String output;
  private final boolean projection;

  private Read(String output, boolean projection) {
    this.output = output;
    this.projection = projection;
  }

  /** The schema of a nullable column. */
  private static Schema schema(String name) {
    return SchemaBuilder.record("row")
        .fields()
        .name(name)
        .type(Schema.createUnion(Schema.create(Schema.Type.NULL), TYPES.get(name)))
        .withDefault(null)
        .endRecord();
  }

  private List<Object> column(String folder, String name) {
    READ.clear();
    Schema column = schema(name);
    ParquetIO.Read read = ParquetIO.read(column);
    if (projection) {
      read = read.withProjection(column, column);
    }
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(read.from(output + "/" + folder + "/**.parquet"))
        .apply(ParDo.of(new KeepFn()));
    pipeline.run().waitUntilFinish();
    List<Object> values = new ArrayList<>();
    for (GenericRecord row : READ) {
      Object value = row.get(name);
      values.add(
          value instanceof GenericFixed money
              ? new BigDecimal(new BigInteger(money.bytes()), 9)
              : value);
    }
    return values;
  }

  private static final class KeepFn extends DoFn<GenericRecord, Void> {
    @ProcessElement
    public void process(@Element GenericRecord row) {
      READ.add(row);
    }
  }

  public static void main(String[] arguments) {
    Figures.print(new Read(arguments[0], arguments.length > 1)::column);
  }
}
