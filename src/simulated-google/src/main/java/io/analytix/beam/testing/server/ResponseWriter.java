// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes responses. The {@code Content-Length} is correct unless the body is to be cut. */
final class ResponseWriter {
  /** Longer than the timeouts of tests. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** The checksum and the length at the end of gzip. */
  private static final int TRAILER = 8;

  private ResponseWriter() {}

  static ResponseDefinition encoded(HttpReply reply, boolean gzip) {
    ResponseDefinitionBuilder wire = new ResponseDefinitionBuilder().withStatus(reply.status());
    Duration delay = reply.delivery() == HttpReply.Delivery.SILENCE ? SILENCE : reply.delay();
    if (!delay.isZero()) {
      wire.withFixedDelay(Math.toIntExact(delay.toMillis()));
    }
    switch (reply.delivery()) {
      case RESET ->
          wire.withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER);
      case NOTHING, SILENCE ->
          wire.withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE);
      case WHOLE, PLAIN, UNLABELLED, SHORT, CUT -> addContent(wire, reply, gzip);
    }
    return wire.build();
  }

  private static void addContent(ResponseDefinitionBuilder wire, HttpReply reply, boolean gzip) {
    reply.headers().forEach((name, value) -> wire.withHeader(name, value));
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    if (gzip && body.length > 0 && reply.delivery() != HttpReply.Delivery.PLAIN) {
      if (reply.delivery() != HttpReply.Delivery.UNLABELLED) {
        wire.withHeader("Content-Encoding", "gzip");
      }
      body = compressed(body);
    }
    if (reply.delivery() == HttpReply.Delivery.SHORT) {
      body = Arrays.copyOf(body, Math.max(0, body.length - TRAILER));
    }
    if (reply.delivery() == HttpReply.Delivery.CUT) {
      wire.withHeader("Content-Length", Integer.toString(body.length));
      body = Arrays.copyOf(body, body.length / 2);
    }
    wire.withBody(body);
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
