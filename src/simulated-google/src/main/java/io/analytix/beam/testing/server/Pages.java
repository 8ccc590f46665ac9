// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.Call;

/** Responses in place of the expected resource: HTML pages, and errors with status 200. */
public final class Pages {
  private Pages() {}

  public static HttpReply serverError(int status) {
    return HttpReply.html(
        status,
        "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><title>Error "
            + status
            + " (Server Error)!!1</title><p><b>"
            + status
            + ".</b> <ins>That\u2019s an error.</ins><p>The server encountered a temporary error and"
            + " could not complete your request.<p>Please try again in 30 seconds.</html>\n");
  }

  public static HttpReply signIn() {
    return HttpReply.html(
        200,
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to this"
            + " network.</body></html>");
  }

  /** Returns an error with status 200, as any method may. */
  public static HttpReply errorsInside200(Call.Kind kind) {
    ObjectNode body = Json.object().put("kind", resource(kind));
    ObjectNode errors =
        body.putObject("errors").put("requestId", "r1").put("code", "INTERNAL_ERROR");
    errors
        .putArray("error")
        .addObject()
        .put("domain", "global")
        .put("code", "backendError")
        .put("externalErrorMessage", "Backend Error")
        .put("locationType", "OTHER");
    return HttpReply.json(body);
  }

  private static String resource(Call.Kind kind) {
    return switch (kind) {
      case GROUPS -> "youtube#groupListResponse";
      case GROUP_ITEMS -> "youtube#groupItemListResponse";
      default -> "youtubeAnalytics#resultTable";
    };
  }
}
