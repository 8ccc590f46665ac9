// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableList;
import com.google.api.services.bigquery.model.TableReference;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import io.analytix.beam.channel.TrustedEndpoint;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.beam.sdk.extensions.gcp.util.RetryHttpRequestInitializer;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.joda.time.Duration;

/**
 * A client of BigQuery's REST API for one dataset. Address, credentials and retries come from
 * Beam's options. It uses google-api-services-bigquery because the lock needs {@code If-Match},
 * which google-cloud-bigquery does not send.
 */
final class DatasetClient {
  private static final int PRECONDITION_FAILED = HttpURLConnection.HTTP_PRECON_FAILED;

  /** Pauses between requests that BigQuery refuses for their rate: 3 minutes in all. */
  private static final FluentBackoff RATE =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(500))
          .withExponent(2)
          .withMaxBackoff(Duration.standardSeconds(30))
          .withMaxCumulativeBackoff(Duration.standardMinutes(3));

  private final Bigquery client;
  private final DatasetName dataset;
  private final String jobProject;
  private final Sleeper sleeper;

  private DatasetClient(Bigquery client, DatasetName dataset, String jobProject, Sleeper sleeper) {
    this.client = client;
    this.dataset = dataset;
    this.jobProject = jobProject;
    this.sleeper = sleeper;
  }

  /**
   * A client for a dataset.
   *
   * @throws BigQueryException if the endpoint is neither Google's nor loopback
   */
  static DatasetClient open(DatasetName dataset, PipelineOptions pipelineOptions) {
    return open(dataset, pipelineOptions, Sleeper.DEFAULT);
  }

  static DatasetClient open(DatasetName dataset, PipelineOptions pipelineOptions, Sleeper sleeper) {
    BigQueryOptions options = pipelineOptions.as(BigQueryOptions.class);
    String endpoint = options.getBigQueryEndpoint();
    Bigquery.Builder client =
        new Bigquery.Builder(
                Transport.getTransport(), Transport.getJsonFactory(), initializer(options))
            .setApplicationName("analytix-beam");
    if (endpoint != null) {
      client.setRootUrl(checked(endpoint));
    }
    return new DatasetClient(client.build(), dataset, jobProject(dataset, options), sleeper);
  }

  /** The project in which jobs run and are billed. */
  static String jobProject(DatasetName dataset, BigQueryOptions options) {
    return Objects.requireNonNullElse(options.getBigQueryProject(), dataset.project());
  }

  private static String checked(String endpoint) {
    try {
      String root = TrustedEndpoint.check("--bigQueryEndpoint", endpoint).toString();
      return root.endsWith("/") ? root : root + "/";
    } catch (IllegalArgumentException e) {
      throw new BigQueryException(String.valueOf(e.getMessage()), e);
    }
  }

  private static HttpRequestInitializer initializer(BigQueryOptions options) {
    RetryHttpRequestInitializer retries =
        new RetryHttpRequestInitializer(
            List.of(
                HttpURLConnection.HTTP_NOT_FOUND,
                HttpURLConnection.HTTP_CONFLICT,
                PRECONDITION_FAILED));
    Credentials credentials = options.getGcpCredential();
    return request -> {
      if (credentials != null) {
        new HttpCredentialsAdapter(credentials).initialize(request);
      }
      retries.initialize(request);
    };
  }

  DatasetName dataset() {
    return dataset;
  }

  /** The generated REST client, for jobs. */
  Bigquery rest() {
    return client;
  }

  String jobProject() {
    return jobProject;
  }

  /** Sends a request, again and again while BigQuery refuses it for its rate. */
  <T> T execute(AbstractGoogleClientRequest<T> request) throws IOException {
    BackOff pauses = RATE.backoff();
    while (true) {
      try {
        return request.execute();
      } catch (GoogleJsonResponseException e) {
        if (!BigQueryErrors.isRateLimited(e)) {
          throw e;
        }
        pause(pauses, e);
      }
    }
  }

  /**
   * Waits before a request is sent again.
   *
   * @throws IOException {@code otherwise}, if there are no pauses left
   */
  void pause(BackOff pauses, IOException otherwise) throws IOException {
    long milliseconds = pauses.nextBackOffMillis();
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

  /**
   * The dataset's properties.
   *
   * @throws BigQueryException if it does not exist or cannot be read
   */
  Dataset properties() throws IOException {
    try {
      return execute(client.datasets().get(dataset.project(), dataset.dataset()));
    } catch (GoogleJsonResponseException e) {
      throw BigQueryErrors.of("dataset " + dataset, e);
    }
  }

  /** A table or view, if it exists. */
  Optional<Table> find(String table) throws IOException {
    try {
      return Optional.of(execute(client.tables().get(dataset.project(), dataset.dataset(), table)));
    } catch (GoogleJsonResponseException e) {
      if (e.getStatusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw BigQueryErrors.of("table " + dataset.spec(table), e);
    }
  }

  /** Creates a table or view; false if it exists already. */
  boolean create(Table table) throws IOException {
    try {
      Table unused = execute(client.tables().insert(dataset.project(), dataset.dataset(), table));
      return true;
    } catch (GoogleJsonResponseException e) {
      if (e.getStatusCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw BigQueryErrors.of("table " + dataset.spec(table.getTableReference().getTableId()), e);
    }
  }

  /** Changes a table unconditionally. */
  void patch(String table, Table change) throws IOException {
    try {
      Table unused =
          execute(client.tables().patch(dataset.project(), dataset.dataset(), table, change));
    } catch (GoogleJsonResponseException e) {
      throw BigQueryErrors.of("table " + dataset.spec(table), e);
    }
  }

  /** Changes a table unless it has changed since it was read; false if it has. */
  boolean patchIfUnchanged(String table, Table change, String etag) throws IOException {
    try {
      Bigquery.Tables.Patch patch =
          client.tables().patch(dataset.project(), dataset.dataset(), table, change);
      patch.getRequestHeaders().setIfMatch(etag);
      Table unused = execute(patch);
      return true;
    } catch (GoogleJsonResponseException e) {
      if (e.getStatusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw BigQueryErrors.of("table " + dataset.spec(table), e);
    }
  }

  /** Deletes a table, if it exists. */
  void drop(String table) throws IOException {
    try {
      Void unused = execute(client.tables().delete(dataset.project(), dataset.dataset(), table));
    } catch (GoogleJsonResponseException e) {
      if (e.getStatusCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw BigQueryErrors.of("table " + dataset.spec(table), e);
      }
    }
  }

  /** The names of all tables and views with this prefix. */
  List<String> tables(String prefix) throws IOException {
    return names(table -> table.getTableReference().getTableId().startsWith(prefix));
  }

  /** The names of all tables that are not partitioned. */
  List<String> unpartitionedTables() throws IOException {
    return names(
        table ->
            (table.getType() == null || table.getType().equals("TABLE"))
                && table.getTimePartitioning() == null
                && table.getRangePartitioning() == null);
  }

  private List<String> names(Predicate<TableList.Tables> wanted) throws IOException {
    List<String> names = new ArrayList<>();
    Bigquery.Tables.List list = client.tables().list(dataset.project(), dataset.dataset());
    try {
      String page = null;
      do {
        TableList found = execute(list.setPageToken(page));
        if (found.getTables() != null) {
          found.getTables().stream()
              .filter(wanted)
              .map(table -> table.getTableReference().getTableId())
              .forEach(names::add);
        }
        page = found.getNextPageToken();
      } while (page != null);
    } catch (GoogleJsonResponseException e) {
      throw BigQueryErrors.of("dataset " + dataset, e);
    }
    return names;
  }

  TableReference reference(String table) {
    return new TableReference()
        .setProjectId(dataset.project())
        .setDatasetId(dataset.dataset())
        .setTableId(table);
  }
}
