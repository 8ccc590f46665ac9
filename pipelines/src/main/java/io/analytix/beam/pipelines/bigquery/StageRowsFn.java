// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.TableRow;
import io.analytix.beam.pipelines.bigquery.sql.ReportReplaceScope;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.io.gcp.bigquery.TableRowJsonCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a bundle into files for load jobs, as newline-delimited JSON: one or more for
 * each table. Outputs what it wrote at the end of the bundle; the files of one that fails are not
 * loaded. Waits for the lock of the dataset, as the run that takes it deletes files.
 */
abstract class StageRowsFn<InputT> extends DatasetStep<InputT, StagedRows> {
  private static final long serialVersionUID = 1L;

  /** The rows of a bundle that are held in memory, in bytes. */
  private static final int MAX_BYTES = 32 << 20;

  private final PCollectionView<LockOwner> holder;
  private transient @Nullable FileStore store;
  private transient Map<String, ByteArrayOutputStream> lines = new LinkedHashMap<>();
  private transient StagedRows staged = StagedRows.none();
  private transient int bytes;
  private transient String token = "";

  StageRowsFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan);
    this.holder = holder;
  }

  @StartBundle
  public void startBundle() {
    lines = new LinkedHashMap<>();
    staged = StagedRows.none();
    bytes = 0;
  }

  @ProcessElement
  public void process(ProcessContext context, PipelineOptions options) throws IOException {
    token = context.sideInput(holder).token();
    if (store == null) {
      store = StagingFiles.of(plan().dataset(), options);
    }
    stage(context.element());
    if (bytes > MAX_BYTES) {
      write(store);
    }
  }

  /** Adds the rows of an element. */
  abstract void stage(InputT element) throws IOException;

  final void add(String table, TableRow row) throws IOException {
    ByteArrayOutputStream buffer =
        lines.computeIfAbsent(table, name -> new ByteArrayOutputStream());
    byte[] line = CoderUtils.encodeToByteArray(TableRowJsonCoder.of(), row);
    buffer.write(line);
    buffer.write('\n');
    bytes += line.length + 1;
  }

  final void add(String report, ReportReplaceScope scope) {
    staged.add(report, scope);
  }

  private void write(FileStore files) throws IOException {
    for (Map.Entry<String, ByteArrayOutputStream> table : lines.entrySet()) {
      String path = "%s/%s.%s.json".formatted(token, table.getKey(), UUID.randomUUID());
      files.replace(path, table.getValue().toByteArray(), token);
      staged.add(table.getKey(), files.address(path));
    }
    lines.clear();
    bytes = 0;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    if (store != null) {
      write(store);
    }
    if (!staged.files().isEmpty()) {
      context.output(staged, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }
}
