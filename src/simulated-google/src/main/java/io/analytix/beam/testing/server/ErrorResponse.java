// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

/** Ends the handling of a request with a response. */
public final class ErrorResponse extends Exception {
  private final transient HttpReply reply;

  public ErrorResponse(HttpReply reply) {
    super("HTTP " + reply.status(), null, false, false);
    this.reply = reply;
  }

  HttpReply reply() {
    return reply;
  }
}
