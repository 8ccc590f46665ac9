// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on a free port of 127.0.0.1. */
public final class LoopbackServer implements AutoCloseable {
  private final WireMockServer server;

  private LoopbackServer(WireMockServer server) {
    this.server = server;
  }

  public static LoopbackServer start(Function<HttpCall, HttpReply> handler) {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(72)
                .jettyAcceptors(1)
                .jettyAcceptQueueSize(512)
                // A filter with 500 video ids makes a long request line.
                .jettyHeaderRequestSize(64 * 1024)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(4)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER)
                .stubRequestLoggingDisabled(true)
                .disableRequestJournal()
                .extensionScanningEnabled(false)
                .extensions(new Handler(handler)));
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
    server.start();
    return new LoopbackServer(server);
  }

  public URI root() {
    return URI.create("http://127.0.0.1:" + server.port() + "/");
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Handles all requests instead of WireMock's stubs. */
  private record Handler(Function<HttpCall, HttpReply> handler)
      implements ResponseDefinitionTransformerV2 {
    @Override
    public String getName() {
      return "simulated-google";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      HttpReply reply = handler.apply(incoming(request));
      return ResponseWriter.encoded(reply, header(request, "Accept-Encoding").contains("gzip"));
    }

    private static HttpCall incoming(Request request) {
      return HttpCall.of(
          request.getMethod().getName(),
          header(request, "Host"),
          request.getUrl(),
          header(request, "Authorization"),
          header(request, "If-None-Match"),
          header(request, "Content-Type"),
          request.getBodyAsString());
    }

    private static String header(Request request, String name) {
      @Nullable String value = request.getHeader(name);
      return value == null ? "" : value;
    }
  }
}
