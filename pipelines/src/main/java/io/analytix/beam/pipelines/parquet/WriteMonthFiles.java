// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the month files of a job's reports once all rows are stored. Without the option for them,
 * only reports that have month files get them, so that none becomes outdated.
 */
final class WriteMonthFiles extends PTransform<PCollection<StoredShard>, PCollection<String>> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(WriteMonthFiles.class);

  private final ParquetOutput output;
  private final JobLock lock;
  private final ArrayList<String> reports;

  WriteMonthFiles(ParquetOutput output, JobLock lock, List<? extends TableDefinition> reports) {
    this.output = output;
    this.lock = lock;
    this.reports = new ArrayList<>(reports.stream().map(TableDefinition::name).toList());
  }

  /** Whether a report has month files now, or gets them by option. */
  boolean areWanted() {
    try {
      return output.hasMonthFiles()
          || !Collections.disjoint(reports, new MonthFiles(output.files()).reports());
    } catch (IOException e) {
      LOG.debug("month files cannot be listed; the step will report it", e);
      return true;
    }
  }

  /** Returns the paths of the files that were written or deleted. */
  @Override
  public PCollection<String> expand(PCollection<StoredShard> stored) {
    Pipeline pipeline = stored.getPipeline();
    return pipeline
        .apply("Reports", Create.of(reports).withCoder(StringUtf8Coder.of()))
        .apply("OnceRowsAreStored", Wait.on(stored))
        .apply("ListMonths", ParDo.of(new ListFn(output)))
        .setCoder(SerializableCoder.of(MonthFile.class))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("WriteMonths", ParDo.of(new WriteFn(output, lock)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class ListFn extends DoFn<String, MonthFile> {
    private static final long serialVersionUID = 1L;

    private final ParquetOutput output;

    ListFn(ParquetOutput output) {
      this.output = output;
    }

    @ProcessElement
    public void process(
        @Element String report, OutputReceiver<MonthFile> out, PipelineOptions options)
        throws IOException {
      MonthFiles months = new MonthFiles(output.with(options).files());
      if (output.hasMonthFiles() || months.reports().contains(report)) {
        months.outdated(report).forEach(out::output);
      }
    }
  }

  private static final class WriteFn extends LockedOutputFn<MonthFile, String> {
    private static final long serialVersionUID = 1L;

    WriteFn(ParquetOutput output, JobLock lock) {
      super(output, lock, List.of());
    }

    @ProcessElement
    public void process(@Element MonthFile month, OutputReceiver<String> out) throws IOException {
      requireLock();
      try {
        new MonthFiles(files()).update(month);
        StoreCounters.countMonthFile();
        out.output(month.path());
      } catch (DamagedFileException e) {
        LOG.warn(
            "{} is not up to date: {}. Set that file aside with 'analytix output check --setAside"
                + " --output=…', then run again.",
            month.path(),
            e.getMessage());
      }
    }
  }
}
