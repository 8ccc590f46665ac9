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
 * Statements as query jobs. A statement goes by the id of its job: however often it is sent, and
 * whichever answer is lost on the way, it runs once and its counts are told.
 */
final class QueryJobs {
  private static final int ATTEMPTS = 5;

  /** Reasons of a job that did nothing and may do better. */
  private static final Set<String> PASSING =
      Set.of("backendError", "internalError", "rateLimitExceeded", "jobRateLimitExceeded");

  private final DatasetClient client;
  private final String location;
  private final Sleeper sleeper;

  /**
   * Jobs beside a dataset.
   *
   * @param location the dataset's: without it, a job elsewhere than in the US is not found again
   */
  QueryJobs(DatasetClient client, String location) {
    this(client, location, Sleeper.DEFAULT);
  }

  QueryJobs(DatasetClient client, String location, Sleeper sleeper) {
    this.client = client;
    this.location = location;
    this.sleeper = sleeper;
  }

  /** What a statement did to rows. */
  record Counts(long inserted, long updated, long deleted) {}

  /**
   * Runs a statement that changes rows, or finds the job of that id that did.
   *
   * @param jobId letters, digits, {@code _} and {@code -}; never that of another statement
   * @throws IOException if it failed for good
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
   * Hands each row of a query on, its cells as text by their columns' names, absent if null.
   *
   * @throws IOException if it failed for good
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
   * Whether jobs may be run: a query that costs nothing.
   *
   * @throws BigQueryException with one line, if not
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
      if (!PASSING.contains(String.valueOf(error.getReason())) || failures.size() == ATTEMPTS) {
        throw new IOException(failures.get(failures.size() - 1).replaceAll("\\s+", " "));
      }
    }
  }

  private JobReference submit(String jobId, String statement) throws IOException {
    JobReference reference =
        new JobReference().setProjectId(client.jobProject()).setJobId(jobId).setLocation(location);
    Job job = new Job().setJobReference(reference).setConfiguration(query(statement));
    BackOff waits =
        FluentBackoff.DEFAULT.withMaxRetries(8).withInitialBackoff(Duration.millis(500)).backoff();
    while (true) {
      try {
        client.rest().jobs().insert(client.jobProject(), job).execute();
        return reference;
      } catch (GoogleJsonResponseException e) {
        if (e.getStatusCode() == HttpURLConnection.HTTP_CONFLICT) {
          return reference; // Sent before: its answer was lost, or the step is done again.
        }
        if (e.getStatusCode() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
          throw new IOException(BigQueryErrors.line(e), e);
        }
        pause(waits, e);
      } catch (IOException e) {
        pause(waits, e);
      }
    }
  }

  private Job await(JobReference reference) throws IOException {
    BackOff waits =
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
      pause(waits, new IOException("job " + reference.getJobId() + " has not ended for hours"));
    }
  }

  private void pause(BackOff waits, IOException otherwise) throws IOException {
    long milliseconds = waits.nextBackOffMillis();
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
