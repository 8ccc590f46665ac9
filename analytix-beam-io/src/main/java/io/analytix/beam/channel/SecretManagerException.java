// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call to Secret Manager failed. The message never repeats the text of the response, because that
 * could quote a secret.
 */
final class SecretManagerException extends IOException {
  private final Code code;

  private SecretManagerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * Creates the exception of a failed call.
   *
   * @param action what the call was to do, such as {@code read projects/p/secrets/s}
   * @param permission the permission or role to grant if Secret Manager denied the call
   */
  static SecretManagerException of(ApiException failed, String action, String permission) {
    Code code = failed.getStatusCode().getCode();
    @Nullable String reason = failed.getReason();
    String message =
        switch (code) {
          case PERMISSION_DENIED -> denied(reason, action, permission);
          case UNAUTHENTICATED ->
              "Secret Manager does not accept this machine's Google credentials: run 'gcloud auth"
                  + " application-default login', or use a service account";
          case NOT_FOUND -> "Secret Manager cannot " + action + ": it does not exist";
          case UNAVAILABLE, DEADLINE_EXCEEDED ->
              "Secret Manager could not be reached to " + action + ": run again later";
          case RESOURCE_EXHAUSTED ->
              "Secret Manager's quota is used up, so it did not " + action + ": run again later";
          default ->
              "Secret Manager returned "
                  + code
                  + (reason == null ? "" : ", " + reason)
                  + " to the request to "
                  + action;
        };
    return new SecretManagerException(code, message);
  }

  private static String denied(@Nullable String reason, String action, String permission) {
    return "SERVICE_DISABLED".equals(reason)
        ? "The Secret Manager API is disabled, so it did not "
            + action
            + ": enable secretmanager.googleapis.com in that project"
        : "Secret Manager denied the request to " + action + ": grant " + permission;
  }

  /** Creates the exception of a payload that does not match its checksum. */
  static SecretManagerException corrupted(String secret) {
    return new SecretManagerException(
        Code.DATA_LOSS,
        "the content of " + secret + " does not match its checksum: run again later");
  }

  boolean is(Code other) {
    return code == other;
  }
}
