// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** Answers that are no answers: pages of HTML, and errors under a good status. */
final class Pages {
  private Pages() {}

  static Answer serverError(int status) {
    return Answer.html(
        status,
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Error "
            + status
            + " (Server Error)!!1</title><p><b>"
            + status
            + ".</b> <ins>That\u2019s an error.</ins><p>The server encountered a temporary error and"
            + " could not complete your request.<p>Please try again in 30 seconds.</html>\n");
  }

  static Answer signIn() {
    return Answer.html(
        200,
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to this"
            + " network.</body></html>");
  }

  static Answer errorsInside200() {
    return Answer.json(
        200,
        """
        {"kind":"youtubeAnalytics#resultTable","errors":{"requestId":"r1","code":"INTERNAL_ERROR",\
        "error":[{"domain":"global","code":"backendError","externalErrorMessage":"Backend Error",\
        "locationType":"OTHER"}]}}""");
  }
}
