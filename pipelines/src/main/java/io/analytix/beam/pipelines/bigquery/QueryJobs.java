// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.DmlStatistics;
import com.google.api.services.bigquery.model.ErrorProto;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.Job;
import com.google.api.services.bigquery.model.JobConfiguration;
import com.google.api.services.bigquery.model.JobConfigurationLoad;
import com.google.api.services.bigquery.model.JobConfigurationQuery;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableRow;
import com.google.common.collect.Lists;
import io.analytix.beam.channel.GoogleCredentialsFailure;
import io.analytix.beam.pipelines.bigquery.sql.ChangedRows;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as query jobs, and load jobs. The job id identifies a statement: even if it is
 * sent several times or a response is lost, it runs once and its counts are returned.
 */
final class QueryJobs {
  /** Pauses between the jobs of a statement, each of which failed: 2 to 4 minutes in all. */
  private static final FluentBackoff JOBS =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(100))
          .withExponent(2)
          .withMaxBackoff(Duration.standardMinutes(1))
          .withMaxRetries(11);

  /** Pauses between submissions of a job whose response did not arrive. */
  private static final FluentBackoff SUBMISSIONS =
      FluentBackoff.DEFAULT.withInitialBackoff(Duration.millis(500)).withMaxRetries(8);

  /** Pauses while a submitted job is not found: BigQuery may not know it everywhere yet. */
  private static final FluentBackoff LOOKUPS =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(100))
          .withMaxBackoff(Duration.standardSeconds(10))
          .withMaxCumulativeBackoff(Duration.standardMinutes(3));

  /** Pauses while a job runs. */
  private static final FluentBackoff POLLS =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(100))
          .withMaxBackoff(Duration.standardSeconds(10))
          .withMaxCumulativeBackoff(Duration.standardHours(6));

  /** A load job reads up to 10,000 files. */
  private static final int MAX_FILES = 10_000;

  /** Format of files whose every line is a JSON object. */
  static final String JSON_LINES = "NEWLINE_DELIMITED_JSON";

  /** Format of Parquet files. */
  static final String PARQUET = "PARQUET";

  private final DatasetClient client;
  private final String location;

  /**
   * Creates a runner of jobs for a dataset.
   *
   * @param location location of the dataset, which is needed to find a job outside the US
   */
  QueryJobs(DatasetClient client, String location) {
    this.client = client;
    this.location = location;
  }

  /**
   * Runs a statement that changes rows, or returns the result of the existing job with this id.
   *
   * @param jobId letters, digits, {@code _} and {@code -}; unique to the statement
   * @throws IOException if it failed permanently
   */
  ChangedRows change(String jobId, String statement) throws IOException {
    return changed(begin(jobId, statement));
  }

  /** Begins to run a statement that changes rows, unless the job with this id was begun before. */
  SubmittedJob begin(String jobId, String statement) throws IOException {
    return submitted(jobId, query(statement));
  }

  /**
   * Waits for a statement that was begun.
   *
   * @throws IOException if it failed permanently
   */
  ChangedRows changed(SubmittedJob statement) throws IOException {
    Job job = result(statement);
    DmlStatistics changed =
        job.getStatistics() == null || job.getStatistics().getQuery() == null
            ? null
            : job.getStatistics().getQuery().getDmlStats();
    return changed == null
        ? ChangedRows.NONE
        : new ChangedRows(
            zero(changed.getInsertedRowCount()),
            zero(changed.getUpdatedRowCount()),
            zero(changed.getDeletedRowCount()));
  }

  /**
   * The files of a table.
   *
   * @param name identifies them; letters, digits, {@code _} and {@code -}
   * @param format {@link #PARQUET} or {@link #JSON_LINES}
   * @param addresses of any number of files
   */
  record Load(String name, TableReference table, String format, List<String> addresses) {}

  /**
   * Appends the rows of files to tables: jobs that run at the same time. A table whose jobs have
   * these ids and have ended stays as it is.
   *
   * @param prefix of the ids of the jobs
   * @throws QueryJobException if one failed permanently; no row of its files was added
   * @throws IOException if BigQuery cannot be reached
   */
  void load(String prefix, List<Load> loads) throws IOException {
    List<SubmittedJob> jobs = new ArrayList<>();
    for (Load load : loads) {
      List<List<String>> parts = Lists.partition(load.addresses(), MAX_FILES);
      for (int i = 0; i < parts.size(); i++) {
        JobConfigurationLoad configuration =
            new JobConfigurationLoad()
                .setSourceUris(parts.get(i))
                .setSourceFormat(load.format())
                .setDestinationTable(load.table())
                .setCreateDisposition("CREATE_NEVER")
                .setWriteDisposition("WRITE_APPEND");
        jobs.add(
            submitted(
                "%s_load_%s_%d".formatted(prefix, load.name(), i),
                new JobConfiguration().setLoad(configuration)));
      }
    }
    for (SubmittedJob job : jobs) {
      Job unused = result(job);
    }
  }

  /**
   * Passes each row of a query to {@code rows}: cells as text by column name, absent if null.
   *
   * @throws IOException if it failed permanently
   */
  void read(String jobId, String query, Consumer<Map<String, String>> rows) throws IOException {
    JobReference job = run(jobId, query(query)).getJobReference();
    BackOff lookups = LOOKUPS.backoff();
    String page = null;
    do {
      Bigquery.Jobs.GetQueryResults request =
          client
              .rest()
              .jobs()
              .getQueryResults(client.jobProject(), job.getJobId())
              .setLocation(location)
              .setPageToken(page);
      GetQueryResultsResponse result = find(request, lookups);
      List<TableFieldSchema> columns = result.getSchema().getFields();
      for (TableRow row : Optional.ofNullable(result.getRows()).orElse(List.of())) {
        rows.accept(cells(columns, row.getF()));
      }
      page = result.getPageToken();
    } while (page != null);
  }

  /**
   * Checks with a dry run that jobs may be run.
   *
   * @throws BigQueryException if not
   */
  void check() throws IOException {
    Job dryRun =
        new Job()
            .setJobReference(
                new JobReference().setProjectId(client.jobProject()).setLocation(location))
            .setConfiguration(query("SELECT 1").setDryRun(true));
    try {
      Job unused = client.execute(client.rest().jobs().insert(client.jobProject(), dryRun));
    } catch (GoogleJsonResponseException e) {
      throw BigQueryErrors.of("project " + client.jobProject(), e);
    }
  }

  private static Map<String, String> cells(List<TableFieldSchema> columns, List<TableCell> values) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      Object value = values.get(i).getV();
      if (value instanceof String text) {
        cells.put(columns.get(i).getName(), text);
      }
    }
    return cells;
  }

  private static JobConfiguration query(String statement) {
    return new JobConfiguration()
        .setQuery(
            new JobConfigurationQuery()
                .setQuery(statement)
                .setUseLegacySql(false)
                .setUseQueryCache(false));
  }

  private Job run(String jobId, JobConfiguration configuration) throws IOException {
    return result(submitted(jobId, configuration));
  }

  /** A job under its first id. */
  record SubmittedJob(String jobId, JobConfiguration configuration, JobReference reference) {}

  private SubmittedJob submitted(String jobId, JobConfiguration configuration) throws IOException {
    return new SubmittedJob(jobId, configuration, submit(jobId, configuration));
  }

  /**
   * Repeats a job that ended with a temporary failure under another id, because its id is used up.
   */
  private Job result(SubmittedJob first) throws IOException {
    BackOff pauses = JOBS.backoff();
    JobReference reference = first.reference();
    for (int failed = 1; ; failed++) {
      Job job = await(reference);
      ErrorProto error = job.getStatus().getErrorResult();
      if (error == null) {
        return job;
      }
      QueryJobException failure = QueryJobException.of(error);
      if (!failure.isTemporary()) {
        throw failure;
      }
      client.pause(pauses, failure);
      reference = submit(first.jobId() + "_" + failed, first.configuration());
    }
  }

  private JobReference submit(String jobId, JobConfiguration configuration) throws IOException {
    JobReference reference =
        new JobReference().setProjectId(client.jobProject()).setJobId(jobId).setLocation(location);
    Job job = new Job().setJobReference(reference).setConfiguration(configuration);
    BackOff pauses = SUBMISSIONS.backoff();
    while (true) {
      try {
        Job unused = client.execute(client.rest().jobs().insert(client.jobProject(), job));
        return reference;
      } catch (GoogleJsonResponseException e) {
        if (e.getStatusCode() == HttpURLConnection.HTTP_CONFLICT) {
          return reference; // Sent before: the response was lost, or the step is retried.
        }
        QueryJobException refusal = QueryJobException.of(e);
        boolean temporary =
            e.getStatusCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR || refusal.isTemporary();
        if (!temporary || BigQueryErrors.isRateLimited(e)) {
          throw refusal; // The client has repeated a request that exceeds the rate.
        }
        client.pause(pauses, refusal);
      } catch (IOException e) {
        if (GoogleCredentialsFailure.line(e).isPresent()) {
          throw e;
        }
        client.pause(pauses, e);
      }
    }
  }

  private Job await(JobReference reference) throws IOException {
    BackOff lookups = LOOKUPS.backoff();
    BackOff polls = POLLS.backoff();
    while (true) {
      Job job =
          find(
              client
                  .rest()
                  .jobs()
                  .get(client.jobProject(), reference.getJobId())
                  .setLocation(location),
              lookups);
      if ("DONE".equals(job.getStatus().getState())) {
        return job;
      }
      client.pause(
          polls, new IOException("job " + reference.getJobId() + " has not ended within 6 hours"));
    }
  }

  /** Looks up a job that was submitted; waits if it is not found yet. */
  private <T> T find(AbstractGoogleClientRequest<T> lookup, BackOff pauses) throws IOException {
    while (true) {
      try {
        return client.execute(lookup);
      } catch (GoogleJsonResponseException e) {
        IOException failure = QueryJobException.of(e);
        if (e.getStatusCode() != HttpURLConnection.HTTP_NOT_FOUND) {
          throw failure;
        }
        client.pause(pauses, failure);
      }
    }
  }

  private static long zero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
