// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.Secret;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpReportingClientTest {
  private final ReportingClient client =
      new HttpReportingClient(Endpoints.GOOGLE, HttpClient.newHttpClient(), RetryPolicy.DEFAULT);

  /** None of these connects: the test has no network. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example.com/v1/media/a?alt=media",
        "https://storage.googleapis.com/bucket/v1/media/a?alt=media",
        "https://evil-youtubereporting.googleapis.com/v1/media/a?alt=media",
        "https://youtubereporting.googleapis.com.example.com/v1/media/a?alt=media",
        "https://youtubereporting.googleapis.com@example.com/v1/media/a?alt=media",
        "http://youtubereporting.googleapis.com/v1/media/a?alt=media",
        "https://youtubereporting.googleapis.com:8443/v1/media/a?alt=media",
        "http://127.0.0.1:1/v1/media/a?alt=media",
        "file:///etc/passwd",
        "v1/media/a?alt=media",
      })
  void download_addressOfAnotherHost_sendsNoToken(String address) {
    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () ->
                client
                    .download(
                        URI.create(address),
                        false,
                        new AccessToken(Secret.of("token"), Instant.MAX, Set.of()))
                    .join());

    assertThat(refused).hasCauseThat().isInstanceOf(ApiException.ReportRefused.class);
    assertThat(((ApiException) refused.getCause()).failure().message())
        .endsWith("which is not the API's, so no token is sent there");
  }
}
