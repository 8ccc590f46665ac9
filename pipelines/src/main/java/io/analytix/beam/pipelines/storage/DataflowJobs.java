// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import io.analytix.beam.channel.TrustedEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.extensions.gcp.util.RetryHttpRequestInitializer;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.options.PipelineOptions;

/** The jobs that run on Dataflow, in all regions of a project. */
final class DataflowJobs {
  static final String ROOT = "https://dataflow.googleapis.com/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String root;
  private final GcpOptions options;

  /**
   * A client of Dataflow.
   *
   * @param root its address: {@link #ROOT}, except in tests
   */
  DataflowJobs(String root, PipelineOptions options) {
    this.root = TrustedEndpoint.check("Dataflow's address", root).toString();
    this.options = options.as(GcpOptions.class);
  }

  /**
   * Whether a job with one of these names runs.
   *
   * @throws IOException if Dataflow does not answer
   */
  boolean isRunning(Predicate<String> name) throws IOException {
    String page = "";
    do {
      GenericUrl url =
          new GenericUrl(root + "v1b3/projects/" + options.getProject() + "/jobs:aggregated");
      url.put("filter", "ACTIVE");
      if (!page.isEmpty()) {
        url.put("pageToken", page);
      }
      JsonNode jobs = get(url);
      for (JsonNode job : jobs.path("jobs")) {
        if (name.test(job.path("name").asText())) {
          return true;
        }
      }
      page = jobs.path("nextPageToken").asText();
    } while (!page.isEmpty());
    return false;
  }

  private JsonNode get(GenericUrl url) throws IOException {
    Credentials credentials = options.getGcpCredential();
    RetryHttpRequestInitializer retries = new RetryHttpRequestInitializer();
    HttpRequest request =
        Transport.getTransport()
            .createRequestFactory(
                sent -> {
                  if (credentials != null) {
                    new HttpCredentialsAdapter(credentials).initialize(sent);
                  }
                  retries.initialize(sent);
                })
            .buildGetRequest(url);
    request.setFollowRedirects(false);
    try (InputStream body = request.execute().getContent()) {
      return JSON.readTree(body);
    }
  }
}
