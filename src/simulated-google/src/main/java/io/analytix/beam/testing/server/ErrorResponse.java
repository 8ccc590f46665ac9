// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

/** Ends the handling of a request with a response. */
public final class ErrorResponse extends Exception {
  private final transient HttpReply answer;

  public ErrorResponse(HttpReply answer) {
    super("HTTP " + answer.status(), null, false, false);
    this.answer = answer;
  }

  HttpReply answer() {
    return answer;
  }
}
