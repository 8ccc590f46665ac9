// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.ReadResult;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.report.Reports;
import java.time.LocalDate;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** The Java of the README, compiled. */
final class ReadmeSnippets {
  private ReadmeSnippets() {}

  static PCollection<?>[] read(Pipeline pipeline) {
    // README: read
    ReadResult result =
        pipeline.apply(
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in("tokens"))
                .withClientSecrets(ClientSecretsSource.file("client_secret.json"))
                .withReports(Reports.find("channel_daily").orElseThrow())
                .withDates(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-14"))
                .withQuota(Quota.perMinute(600)));
    PCollection<Row> rows = result.rows("channel_daily");
    PCollection<Outcome> outcomes = result.outcomes();
    result.apply("Store", ReplaceInParquet.to("youtube"));
    // README: end
    return new PCollection<?>[] {rows, outcomes};
  }
}
