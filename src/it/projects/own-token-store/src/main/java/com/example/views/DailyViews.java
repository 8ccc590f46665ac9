// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.views;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.report.Reports;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TypeDescriptors;

/** The views of every channel and day as lines, and how every request ended. */
public final class DailyViews extends PTransform<PBegin, PCollectionTuple> {
  /** Lines {@code CHANNEL_ID DAY VIEWS}. */
  public static final TupleTag<String> VIEWS = new TupleTag<>() {};

  /** Lines {@code TOKEN_RECORD REPORT STATUS}. */
  public static final TupleTag<String> ENDINGS = new TupleTag<>() {};

  private static final long serialVersionUID = 1L;
  private static final String REPORT = "channel_daily";

  private final AnalytixIO.Read read;

  /** The views that {@code read} finds; its reports are chosen here. */
  public DailyViews(AnalytixIO.Read read) {
    this.read = read.withReports(Reports.find(REPORT).orElseThrow());
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    ReadResult result = begin.apply("ReadReports", read);
    return PCollectionTuple.of(
            VIEWS,
            result
                .rows(REPORT)
                .apply(
                    "WriteViews",
                    MapElements.into(TypeDescriptors.strings()).via(DailyViews::views)))
        .and(
            ENDINGS,
            result
                .outcomes()
                .apply(
                    "WriteEndings",
                    MapElements.into(TypeDescriptors.strings()).via(DailyViews::ending)));
  }

  private static String views(Row row) {
    return row.getString("channel_id") + " " + row.getValue("day") + " " + row.getInt64("views");
  }

  private static String ending(Outcome outcome) {
    return outcome.tokenRecord() + " " + outcome.report() + " " + outcome.status();
  }
}
