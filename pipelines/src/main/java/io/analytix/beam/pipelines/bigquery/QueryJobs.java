// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.model.DmlStatistics;
import com.google.api.services.bigquery.model.ErrorProto;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.Job;
import com.google.api.services.bigquery.model.JobConfiguration;
import com.google.api.services.bigquery.model.JobConfigurationQuery;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements as query jobs. The job id identifies a statement: even if it is sent several
 * times or a response is lost, it runs once and its counts are returned.
 */
final class QueryJobs {
  private static final int MAX_ATTEMPTS = 5;

  /** Reasons of failed jobs that may succeed on a retry. */
  private static final Set<String> RETRYABLE_REASONS =
      Set.of("backendError", "internalError", "rateLimitExceeded", "jobRateLimitExceeded");

  private final DatasetClient client;
  private final String location;
  private final Sleeper sleeper;

  /**
   * Creates a runner of jobs for a dataset.
   *
   * @param location location of the dataset, which is needed to find a job outside the US
   */
  QueryJobs(DatasetClient client, String location) {
    this(client, location, Sleeper.DEFAULT);
  }

  QueryJobs(DatasetClient client, String location, Sleeper sleeper) {
    this.client = client;
    this.location = location;
    this.sleeper = sleeper;
  }

  /** The row counts of a statement. */
  record Counts(long inserted, long updated, long deleted) {}

  /**
   * Runs a statement that changes rows, or returns the result of the existing job with this id.
   *
   * @param jobId letters, digits, {@code _} and {@code -}; unique to the statement
   * @throws IOException if it failed permanently
   */
  Counts change(String jobId, String statement) throws IOException {
    Job job = run(jobId, statement);
    DmlStatistics changed =
        job.getStatistics() == null || job.getStatistics().getQuery() == null
            ? null
            : job.getStatistics().getQuery().getDmlStats();
    return changed == null
        ? new Counts(0, 0, 0)
        : new Counts(
            zero(changed.getInsertedRowCount()),
            zero(changed.getUpdatedRowCount()),
            zero(changed.getDeletedRowCount()));
  }

  /**
   * Passes each row of a query to {@code rows}: cells as text by column name, absent if null.
   *
   * @throws IOException if it failed permanently
   */
  void read(String jobId, String query, Consumer<Map<String, String>> rows) throws IOException {
    JobReference job = run(jobId, query).getJobReference();
    String page = null;
    do {
      GetQueryResultsResponse result =
          client
              .rest()
              .jobs()
              .getQueryResults(client.jobProject(), job.getJobId())
              .setLocation(location)
              .setPageToken(page)
              .execute();
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
      client.rest().jobs().insert(client.jobProject(), dryRun).execute();
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

  private Job run(String jobId, String statement) throws IOException {
    List<String> failures = new ArrayList<>();
    while (true) {
      String id = failures.isEmpty() ? jobId : jobId + "_" + failures.size();
      Job job = await(submit(id, statement));
      ErrorProto error = job.getStatus().getErrorResult();
      if (error == null) {
        return job;
      }
      failures.add(error.getReason() + ": " + error.getMessage());
      if (!RETRYABLE_REASONS.contains(String.valueOf(error.getReason()))
          || failures.size() == MAX_ATTEMPTS) {
        throw new IOException(failures.get(failures.size() - 1).replaceAll("\\s+", " "));
      }
    }
  }

  private JobReference submit(String jobId, String statement) throws IOException {
    JobReference reference =
        new JobReference().setProjectId(client.jobProject()).setJobId(jobId).setLocation(location);
    Job job = new Job().setJobReference(reference).setConfiguration(query(statement));
    BackOff backOff =
        FluentBackoff.DEFAULT.withMaxRetries(8).withInitialBackoff(Duration.millis(500)).backoff();
    while (true) {
      try {
        client.rest().jobs().insert(client.jobProject(), job).execute();
        return reference;
      } catch (GoogleJsonResponseException e) {
        if (e.getStatusCode() == HttpURLConnection.HTTP_CONFLICT) {
          return reference; // Sent before: the response was lost, or the step is retried.
        }
        if (e.getStatusCode() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
          throw new IOException(BigQueryErrors.line(e), e);
        }
        pause(backOff, e);
      } catch (IOException e) {
        pause(backOff, e);
      }
    }
  }

  private Job await(JobReference reference) throws IOException {
    BackOff backOff =
        FluentBackoff.DEFAULT
            .withInitialBackoff(Duration.millis(100))
            .withMaxBackoff(Duration.standardSeconds(10))
            .withMaxCumulativeBackoff(Duration.standardHours(6))
            .backoff();
    while (true) {
      Job job =
          client
              .rest()
              .jobs()
              .get(client.jobProject(), reference.getJobId())
              .setLocation(location)
              .execute();
      if ("DONE".equals(job.getStatus().getState())) {
        return job;
      }
      pause(
          backOff,
          new IOException("job " + reference.getJobId() + " has not ended within 6 hours"));
    }
  }

  private void pause(BackOff backOff, IOException otherwise) throws IOException {
    long milliseconds = backOff.nextBackOffMillis();
    if (milliseconds == BackOff.STOP) {
      throw otherwise;
    }
    try {
      sleeper.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it waited for BigQuery", e);
    }
  }

  private static long zero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
