// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and reads each response completely within one time. The timeout of an {@link
 * HttpRequest} ends with the headers: a body that never ends would not be cut off by it.
 */
public final class BoundedHttp {
  /** 1 MiB: far more than any response of an OAuth endpoint. */
  public static final int MAX_OAUTH_BYTES = 1 << 20;

  private BoundedHttp() {}

  /**
   * Completes with the response, or exceptionally after {@code within}; then the request is
   * cancelled. It is also cancelled with the returned future.
   */
  public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration within) {
    CompletableFuture<HttpResponse<T>> pending = http.sendAsync(request, body);
    CompletableFuture<HttpResponse<T>> response =
        pending.copy().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<HttpResponse<T>> unused =
        response.whenComplete(
            (value, failed) -> {
              if (failed != null) {
                pending.cancel(true);
              }
            });
    return response;
  }

  /**
   * Completes when the response begins. Its body is read while it arrives, so the handler itself
   * must limit the time without a byte.
   */
  public static <T> CompletableFuture<HttpResponse<T>> stream(
      HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body) {
    return http.sendAsync(request, body);
  }

  /**
   * Waits for the response.
   *
   * @throws IOException if none arrived completely; the message is that of {@link #describe}
   */
  public static <T> HttpResponse<T> send(
      HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration within)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> response = sendAsync(http, request, body, within);
    try {
      return response.get();
    } catch (ExecutionException e) {
      throw new IOException(describe(e, within), cause(e));
    } finally {
      response.cancel(true);
    }
  }

  /** Says in one line why there is no complete response. */
  public static String describe(Throwable failed, Duration within) {
    Throwable cause = cause(failed);
    if (cause instanceof LimitedBody.TooLarge) {
      return String.valueOf(cause.getMessage());
    }
    return cause instanceof TimeoutException || cause instanceof HttpTimeoutException
        ? "no complete response within " + seconds(within) + " s"
        : "the connection failed (" + describe(cause) + ")";
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
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

  /** Returns the cause of a failed future, without the exceptions that futures wrap around it. */
  public static Throwable cause(Throwable failed) {
    Throwable cause = failed;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
