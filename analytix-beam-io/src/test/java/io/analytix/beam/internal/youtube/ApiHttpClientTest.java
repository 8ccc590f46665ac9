// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiHttpClientTest {
  private static final String TOKEN = "ya29.planted-access-token";

  /** No token of Google's form, which would be hidden anyway. */
  private static final String OTHER_TOKEN = "opaque/planted+access=token";

  private final ApiHttpClient http =
      new ApiHttpClient(
          HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build(),
          RetryPolicy.DEFAULT.answerWithin());
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private int status = 200;
  private byte[] body = new byte[0];
  private String encoding = "identity";
  private String contentType = "application/json; charset=UTF-8";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.getResponseHeaders().add("Content-Encoding", encoding);
          exchange.getResponseHeaders().add("Content-Type", contentType);
          exchange
              .getResponseHeaders()
              .add("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/other");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String get(String token) {
    AccessToken access = new AccessToken(Secret.of(token), Instant.MAX, Set.of());
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
    return http.get(
            uri,
            access,
            false,
            bytes -> {
              String text = new String(bytes, UTF_8);
              if (!text.startsWith("right")) {
                throw new InvalidResponseException("the answer is " + text);
              }
              return text;
            })
        .join();
  }

  private ApiException failure(String token) {
    CompletionException thrown = assertThrows(CompletionException.class, () -> get(token));
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("planted");
    return ChannelAuthorizer.exception(thrown);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void get_plainOrGzip_returnsTheBody() throws Exception {
    body = "right".getBytes(UTF_8);
    assertThat(get(TOKEN)).isEqualTo("right");
    encoding = "gzip";
    body = gzip("right, too");
    assertThat(get(TOKEN)).isEqualTo("right, too");
  }

  @Test
  void get_truncatedGzip_hasCauseBadResponse() throws Exception {
    encoding = "gzip";
    byte[] whole = gzip("right");
    for (int length = 1; length < whole.length; length++) {
      body = Arrays.copyOf(whole, length);
      assertWithMessage("%s bytes", length)
          .that(failure(TOKEN).failure().cause())
          .isEqualTo(Cause.BAD_RESPONSE);
    }
  }

  @Test
  void get_responseThatQuotesTheToken_hasNoTokenInTheMessage() {
    for (int code : List.of(200, 400, 401, 403, 404, 429, 500)) {
      status = code;
      for (String text :
          List.of(
              "{\"error\":{\"message\":\"bad "
                  + TOKEN
                  + "\",\"errors\":[{\"reason\":\""
                  + TOKEN
                  + "\"}]}}",
              TOKEN,
              "<html>" + TOKEN)) {
        body = text.getBytes(UTF_8);
        assertThat(failure(TOKEN).failure().toString()).doesNotContain("planted");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opaque/planted+access=token",
        "opaque%2Fplanted%2Baccess%3Dtoken",
        "opaque%2fplanted%2baccess%3dtoken",
        "opaque%252Fplanted%252Baccess%253Dtoken",
        "%6f%70%61%71%75%65%2F%70%6c%61%6e%74%65%64%2B%61%63%63%65%73%73%3D%74%6f%6b%65%6e",
        "opaque\\/planted+access=token",
        "opaque\\u002fplanted\\u002Baccess\\u003dtoken",
        "opaque\\\\/planted\\\\u002baccess=token",
        "opaque&#47;planted&#x2B;access&#061;token",
        "opaque&sol;planted&plus;access&equals;token"
      })
  void get_responseThatQuotesTheTokenInAnotherSpelling_hasNoTokenInTheMessage(String spelled) {
    for (int code : List.of(200, 403, 500)) {
      status = code;
      body =
          ("{\"error\":{\"message\":\"bad "
                  + spelled
                  + "\",\"errors\":[{\"reason\":\""
                  + spelled
                  + "\"}]}}")
              .getBytes(UTF_8);
      Failure failure = failure(OTHER_TOKEN).failure();
      assertThat(failure.message()).doesNotContainMatch("planted|%70");
      assertThat(String.valueOf(failure.reason())).doesNotContainMatch("planted|%70");
    }
  }

  @Test
  void get_bodyAboveTheMaximum_hasCauseBadResponse() throws Exception {
    String tooLong = "right".repeat(ApiHttpClient.MAX_RESPONSE_BYTES / 5 + 1);
    body = tooLong.getBytes(UTF_8);
    assertThat(refusedAsTooLarge()).isTrue();

    encoding = "gzip";
    body = gzip(tooLong);
    assertThat(refusedAsTooLarge()).isTrue();
  }

  private boolean refusedAsTooLarge() {
    CompletionException failed = assertThrows(CompletionException.class, () -> get(TOKEN));
    ApiException.Unavailable unavailable = (ApiException.Unavailable) failed.getCause();
    return unavailable.failure().cause() == Cause.BAD_RESPONSE
        && unavailable.failure().message().contains("larger than 64 MiB");
  }

  @Test
  void get_pageWithStatus200_namesTheContentTypeAndTheRemedy() throws Exception {
    encoding = "gzip";
    body = gzip("<!DOCTYPE html><title>Please sign in to this network</title>");
    contentType = "Text/HTML; charset=UTF-8";

    ApiException failed = failure(TOKEN);

    assertThat(failed).isInstanceOf(ApiException.Unavailable.class);
    assertThat(failed.failure().cause()).isEqualTo(Cause.BAD_RESPONSE);
    assertThat(failed.failure().httpStatus()).isEqualTo(200);
    assertThat(failed.failure().message())
        .isEqualTo(
            "the response has content type text/html instead of JSON, so it does not come"
                + " from the YouTube API");
    assertThat(failed.failure().remedy()).contains("proxy");
  }

  @Test
  void get_invalidJson_hasTheMessageOfTheReader() {
    body = "wrong".getBytes(UTF_8);
    for (String type : List.of("application/json", "application/json; charset=UTF-8", "")) {
      contentType = type;
      assertThat(failure(TOKEN).failure().message()).isEqualTo("the answer is wrong");
    }
  }

  @Test
  void get_validJsonWithAnotherContentType_isAccepted() {
    body = "right".getBytes(UTF_8);
    contentType = "text/plain";

    assertThat(get(TOKEN)).isEqualTo("right");
  }

  @Test
  void get_redirect_isNotFollowedAndHasTheProxyRemedy() {
    status = 302;

    Failure failure = failure(TOKEN).failure();

    assertThat(failure.cause()).isEqualTo(Cause.BAD_RESPONSE);
    assertThat(failure.remedy()).contains("proxy");
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void get_tokenInvalidAsHeader_failsWithoutQuotingIt() {
    for (String token :
        List.of(TOKEN + "\r\nX: y", TOKEN + "\u0000", TOKEN + "\u00fc\uD83C\uDF0B")) {
      assertThat(failure(token).failure().cause()).isEqualTo(Cause.BAD_RESPONSE);
    }
    assertThat(asked.get()).isEqualTo(0);
  }

  @Test
  void get_noServer_hasCauseNetwork() {
    server.stop(0);

    assertThat(failure(TOKEN).failure().cause()).isEqualTo(Cause.NETWORK);
  }

  @Test
  void get_noServer_namesTheRootCause() {
    server.stop(0);

    assertThat(assertThrows(CompletionException.class, () -> get(TOKEN)))
        .hasMessageThat()
        .contains("the connection failed (ConnectException");
  }
}
