// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.http.HttpProxy;
import io.analytix.beam.internal.http.LimitedBody;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * Sends authorised GET requests, and parses the complete body of a response with status 200 on the
 * HTTP client's threads.
 */
public final class ApiHttpClient {
  /** 64 MiB: several hundred thousand rows, far more than any request of this library returns. */
  static final int MAX_RESPONSE_BYTES = 64 << 20;

  /** The body of an error response is not longer. */
  private static final int MAX_ERROR_BYTES = 1 << 20;

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
    return send(uri, token, HttpRequest.Builder::GET, monetary, reader);
  }

  /** Posts JSON; completes with the result of {@code reader}, or with an {@link ApiException}. */
  <T> CompletableFuture<T> post(URI uri, byte[] json, AccessToken token, BodyReader<T> reader) {
    return send(
        uri,
        token,
        request ->
            request
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json)),
        false,
        reader);
  }

  private <T> CompletableFuture<T> send(
      URI uri,
      AccessToken token,
      UnaryOperator<HttpRequest.Builder> method,
      boolean monetary,
      BodyReader<T> reader) {
    HttpRequest request;
    try {
      request = method.apply(request(uri, token, "application/json")).build();
    } catch (IllegalArgumentException e) {
      return unprintableToken();
    }
    CompletableFuture<HttpResponse<byte[]>> pending =
        BoundedHttp.sendAsync(
            http, request, LimitedBody.bytes(MAX_RESPONSE_BYTES), responseTimeout);
    CompletableFuture<T> result =
        pending.handle(
            (response, failed) -> {
              try {
                if (failed != null) {
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

  /**
   * Completes when a response with status 200 begins, whose body is read while it arrives, or with
   * an {@link ApiException}.
   */
  CompletableFuture<MediaBody> download(URI uri, AccessToken token, boolean monetary) {
    HttpRequest request;
    try {
      request = request(uri, token, "*/*").GET().build();
    } catch (IllegalArgumentException e) {
      return unprintableToken();
    }
    return BoundedHttp.stream(http, request, any -> new StreamedBody(responseTimeout))
        .handle(
            (response, failed) -> {
              try {
                if (failed != null) {
                  throw network(failed);
                }
                return media(response, token, monetary);
              } catch (ApiException e) {
                throw new CompletionException(e);
              }
            });
  }

  private MediaBody media(HttpResponse<InputStream> response, AccessToken token, boolean monetary)
      throws ApiException {
    InputStream stream = response.body();
    if (response.statusCode() == 200 && !ApiErrorClassifier.isHtml(response.headers())) {
      return new MediaBody(stream, response.headers().firstValueAsLong("Content-Length"));
    }
    try (stream) {
      byte[] body = stream.readNBytes(MAX_ERROR_BYTES);
      if (response.statusCode() == 200) {
        Failure failure = Failure.ofResponse(Cause.BAD_RESPONSE, "the file is HTML", 200, null);
        throw ApiErrorClassifier.invalid(failure, response.headers(), false);
      }
      byte[] plain = gunzip(response.headers(), body);
      throw ApiErrorClassifier.classify(
          response.statusCode(), response.headers(), hide(plain, token), monetary);
    } catch (InvalidResponseException e) {
      throw ApiErrorClassifier.classify(
          response.statusCode(), response.headers(), new byte[0], monetary);
    } catch (IOException e) {
      throw network(e);
    }
  }

  private static <T> CompletableFuture<T> unprintableToken() {
    // Without the cause, because its message quotes the token.
    return CompletableFuture.failedFuture(
        new ApiException.Unavailable(
            Failure.of(
                Cause.BAD_RESPONSE,
                "the access token contains characters that a header cannot have"),
            Duration.ZERO));
  }

  private HttpRequest.Builder request(URI uri, AccessToken token, String accepted) {
    return HttpRequest.newBuilder(uri)
        // Plain http is used for loopback only; HTTP/2 would need an extra upgrade request.
        .version(
            uri.getScheme().equals("https")
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .timeout(responseTimeout)
        .header("Authorization", "Bearer " + token.value().reveal())
        .header("Accept", accepted)
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", "analytix-beam (gzip)");
  }

  private static <T> T read(
      HttpResponse<byte[]> response, AccessToken token, boolean monetary, BodyReader<T> reader)
      throws ApiException {
    int status = response.statusCode();
    try {
      byte[] body = gunzip(response.headers(), response.body());
      if (status != 200) {
        throw ApiErrorClassifier.classify(status, response.headers(), hide(body, token), monetary);
      }
      return read(reader, body);
    } catch (InvalidResponseException e) {
      String problem = token.value().hideIn(String.valueOf(e.getMessage()));
      Failure failure = Failure.ofResponse(Cause.BAD_RESPONSE, problem, status, null);
      throw ApiErrorClassifier.invalid(failure, response.headers(), e.isContradiction());
    }
  }

  private static <T> T read(BodyReader<T> reader, byte[] body) throws InvalidResponseException {
    try {
      return reader.read(body);
    } catch (RuntimeException e) {
      // Without its message, which may quote the response.
      throw new InvalidResponseException(
          "the response cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static byte[] gunzip(HttpHeaders headers, byte[] sent) throws InvalidResponseException {
    String encoding = headers.firstValue("Content-Encoding").orElse("");
    if (!encoding.equalsIgnoreCase("gzip")) {
      return sent;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] body = gzip.readNBytes(MAX_RESPONSE_BYTES + 1);
      if (body.length > MAX_RESPONSE_BYTES) {
        throw new InvalidResponseException(LimitedBody.tooLarge(MAX_RESPONSE_BYTES));
      }
      return body;
    } catch (IOException e) {
      throw new InvalidResponseException("the response is not complete gzip");
    }
  }

  private static byte[] hide(byte[] body, AccessToken token) {
    String text = new String(body, StandardCharsets.UTF_8);
    return token.value().hideIn(text).getBytes(StandardCharsets.UTF_8);
  }

  /** Says in one line why a body did not arrive completely. */
  public static String describe(Throwable failed, Duration within) {
    return BoundedHttp.describe(failed, within);
  }

  private ApiException network(Throwable failed) {
    String what = BoundedHttp.describe(failed, responseTimeout);
    boolean tooLarge = BoundedHttp.cause(failed) instanceof LimitedBody.TooLarge;
    return new ApiException.Unavailable(
        tooLarge
            ? Failure.of(Cause.BAD_RESPONSE, what)
            : Failure.of(Cause.NETWORK, what)
                .with(Cause.NETWORK, what, HttpProxy.networkRemedy(Cause.NETWORK.remedy())),
        Duration.ZERO);
  }
}
