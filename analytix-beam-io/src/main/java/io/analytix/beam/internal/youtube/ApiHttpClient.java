// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends authorised GET requests, and parses the complete body of a response with status 200 on the
 * HTTP client's threads.
 */
public final class ApiHttpClient {
  /** 64 MiB: several hundred thousand rows, far more than any request of this library returns. */
  static final int MAX_RESPONSE_BYTES = 64 << 20;

  private final HttpClient http;
  private final Duration responseTimeout;

  /**
   * Creates a client that sends requests with {@code http}.
   *
   * @param responseTimeout timeout of a request, including the response body
   */
  ApiHttpClient(HttpClient http, Duration responseTimeout) {
    this.http = http;
    this.responseTimeout = responseTimeout;
  }

  /** Parses a response body. */
  @FunctionalInterface
  interface BodyReader<T> {
    T read(byte[] body) throws InvalidResponseException;
  }

  /** Completes with the result of {@code reader}, or with an {@link ApiException}. */
  <T> CompletableFuture<T> get(URI uri, AccessToken token, boolean monetary, BodyReader<T> reader) {
    HttpRequest request;
    try {
      request = request(uri, token);
    } catch (IllegalArgumentException e) {
      // Without the cause, because its message quotes the token.
      return CompletableFuture.failedFuture(
          new ApiException.Unavailable(
              Failure.of(
                  Cause.BAD_RESPONSE,
                  "the access token contains characters that a header cannot have"),
              Duration.ZERO));
    }
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request, any -> new LimitedBodySubscriber(MAX_RESPONSE_BYTES));
    // The request's own timeout covers only the headers; this one also covers the body.
    CompletableFuture<T> result =
        pending
            .copy()
            .orTimeout(responseTimeout.toMillis(), TimeUnit.MILLISECONDS)
            .handle(
                (response, failed) -> {
                  try {
                    if (failed != null) {
                      pending.cancel(true);
                      throw network(failed);
                    }
                    return read(response, token, monetary, reader);
                  } catch (ApiException e) {
                    throw new CompletionException(e);
                  }
                });
    // Cancelling the result cancels the request, so that it does not use quota any longer.
    CompletableFuture<T> unused =
        result.whenComplete(
            (value, failed) -> {
              if (result.isCancelled()) {
                pending.cancel(true);
              }
            });
    return result;
  }

  private HttpRequest request(URI uri, AccessToken token) {
    return HttpRequest.newBuilder(uri)
        // Plain http is used for loopback only; HTTP/2 would need an extra upgrade request.
        .version(
            uri.getScheme().equals("https")
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .timeout(responseTimeout)
        .header("Authorization", "Bearer " + token.value().reveal())
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", "analytix-beam (gzip)")
        .GET()
        .build();
  }

  private static <T> T read(
      HttpResponse<byte[]> response, AccessToken token, boolean monetary, BodyReader<T> reader)
      throws ApiException {
    int status = response.statusCode();
    try {
      byte[] body = body(response);
      if (status != 200) {
        throw ApiErrorClassifier.classify(status, response.headers(), hide(body, token), monetary);
      }
      return reader.read(body);
    } catch (InvalidResponseException e) {
      String problem = String.valueOf(e.getMessage()).replace(token.value().reveal(), "[hidden]");
      Failure failure = Failure.ofResponse(Cause.BAD_RESPONSE, problem, status, null);
      throw new ApiException.Unavailable(
          ApiErrorClassifier.invalid(failure, response.headers()), Duration.ZERO);
    }
  }

  private static byte[] body(HttpResponse<byte[]> response) throws InvalidResponseException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("");
    if (!encoding.equalsIgnoreCase("gzip")) {
      return response.body();
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = gzip.readNBytes(MAX_RESPONSE_BYTES + 1);
      if (body.length > MAX_RESPONSE_BYTES) {
        throw new InvalidResponseException(LimitedBodySubscriber.tooLarge(MAX_RESPONSE_BYTES));
      }
      return body;
    } catch (IOException e) {
      throw new InvalidResponseException("the response is not complete gzip");
    }
  }

  private static byte[] hide(byte[] body, AccessToken token) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.replace(token.value().reveal(), "[hidden]").getBytes(StandardCharsets.UTF_8);
  }

  private ApiException network(Throwable failed) {
    Throwable cause = cause(failed);
    if (cause instanceof LimitedBodySubscriber.TooLarge) {
      return new ApiException.Unavailable(
          Failure.of(Cause.BAD_RESPONSE, String.valueOf(cause.getMessage())), Duration.ZERO);
    }
    String what =
        cause instanceof TimeoutException || cause instanceof HttpTimeoutException
            ? "no response within " + seconds(responseTimeout) + " s"
            : "the connection failed (" + describe(cause) + ")";
    return new ApiException.Unavailable(Failure.of(Cause.NETWORK, what), Duration.ZERO);
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** Returns the cause of a failed future, without the {@link CompletionException}s around it. */
  public static Throwable cause(Throwable failed) {
    Throwable cause = failed;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Describes the cause, without the plain {@link IOException}s that the HTTP client wraps around
   * it.
   */
  private static String describe(Throwable failed) {
    Throwable cause = failed;
    while (cause.getClass() == IOException.class && cause.getCause() != null) {
      cause = cause.getCause();
    }
    @Nullable String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
