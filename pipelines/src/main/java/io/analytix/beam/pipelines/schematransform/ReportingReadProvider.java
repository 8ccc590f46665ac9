// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.schematransform;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.BulkReadResult;
import io.analytix.beam.pipelines.RunConfiguration;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;

/** {@code AnalytixIO.readBulk()} as a schema transform. */
public final class ReportingReadProvider implements SchemaTransformProvider {
  private static final OptionFields FIELDS =
      new OptionFields(
          List.of("tokenRecords", "clientSecrets", "bulkReports"),
          List.of(
              "createJobs",
              "channels",
              "bulkQueriesPerMinute",
              "bulkQueriesPerDay",
              "maxInFlight",
              "youtubeReportingEndpoint",
              "youtubeDataEndpoint",
              "secretManagerEndpoint"),
          Map.of(
              "bulkReports",
              "Report types of the YouTube Reporting API, such as channel_basic_a3.",
              "maxInFlight",
              "Maximum number of files that are fetched at a time, at most 4."));

  @Override
  public String identifier() {
    return "beam:schematransform:io.analytix:youtube_reporting_read:v1";
  }

  @Override
  public String description() {
    return "Reads the bulk files of the YouTube Reporting API of many channels: of each day the"
        + " newest file that there is. For each report type there is an output of its id with the"
        + " rows. The output 'outcomes' has one row for each file, each missing job and each failed"
        + " listing. The configuration names secrets and never holds them.";
  }

  @Override
  public Schema configurationSchema() {
    return FIELDS.schema();
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(ErrorOutput.OUTCOMES);
  }

  @Override
  public SchemaTransform from(Row configuration) {
    return OptionFields.check(
        () -> {
          RunConfiguration run =
              RunConfiguration.of(FIELDS.options(configuration), Clock.systemUTC());
          return new Read(run.readBulk(), run.bulk().ids(), ErrorOutput.of(configuration));
        });
  }

  private static final class Read extends SchemaTransform {
    private static final long serialVersionUID = 1L;

    private final AnalytixIO.ReadBulk read;
    private final transient List<String> types;
    private final transient ErrorOutput errors;

    Read(AnalytixIO.ReadBulk read, List<String> types, ErrorOutput errors) {
      this.read = read;
      this.types = types;
      this.errors = errors;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      BulkReadResult result = input.getPipeline().apply("ReadBulk", read);
      PCollectionRowTuple outputs = PCollectionRowTuple.empty(input.getPipeline());
      for (String type : types) {
        outputs = ErrorOutput.and(outputs, type, result.rows(type));
      }
      return errors.add(outputs, result.outcomes());
    }
  }
}
