// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import java.util.ArrayList;
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
              Field.nullable("channel_id", new ArrowType.Utf8()),
              Field.nullable("day", new ArrowType.Date(DateUnit.DAY)),
              Field.nullable("views", new ArrowType.Int(64, true)),
              Field.nullable("fetched_at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
              Field.nullable("likes", new ArrowType.Int(64, true))));
  private static final Schema MONEY =
      new Schema(List.of(Field.nullable("estimated_revenue", new ArrowType.Decimal(38, 9, 128))));
  private static final Schema CHANNELS =
      new Schema(List.of(Field.nullable("hidden_subscriber_count", new ArrowType.Bool())));

  private final String output;
  private final BufferAllocator allocator = new RootAllocator();

  private Read(String output) {
    this.output = output;
  }

  private static Schema schema(String folder) {
    return folder.equals("channels") ? CHANNELS : folder.contains("money") ? MONEY : COUNTS;
  }

  private List<Object> column(String folder, String name) throws Exception {
    List<Object> values = new ArrayList<>();
    try (FileSystemDatasetFactory factory =
            new FileSystemDatasetFactory(
                allocator,
                NativeMemoryPool.getDefault(),
                FileFormat.PARQUET,
                Path.of(output, folder).toUri().toString());
        Dataset dataset = factory.finish(schema(folder));
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

  public static void main(String[] arguments) {
    Figures.print(new Read(arguments[0])::column);
  }
}
