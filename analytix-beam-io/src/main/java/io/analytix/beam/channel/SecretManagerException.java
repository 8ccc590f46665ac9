// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Secret Manager did not do what it was asked for. The message is ours: an answer's own text is not
 * repeated, since nobody knows what it quotes.
 */
final class SecretManagerException extends IOException {
  private final Code code;

  private SecretManagerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * What went wrong with a call.
   *
   * @param task what was asked for, such as {@code read projects/p/secrets/s}
   * @param right what to grant when that was refused
   */
  static SecretManagerException of(ApiException failed, String task, String right) {
    Code code = failed.getStatusCode().getCode();
    @Nullable String reason = failed.getReason();
    String told =
        switch (code) {
          case PERMISSION_DENIED -> denied(reason, task, right);
          case UNAUTHENTICATED ->
              "Secret Manager does not accept this machine's Google credentials: run 'gcloud auth"
                  + " application-default login', or use a service account";
          case NOT_FOUND -> "Secret Manager cannot " + task + ": there is no such thing";
          case UNAVAILABLE, DEADLINE_EXCEEDED ->
              "Secret Manager could not be reached to " + task + ": run again later";
          case RESOURCE_EXHAUSTED ->
              "Secret Manager's quota is used up, so it does not " + task + ": run again later";
          default ->
              "Secret Manager answered "
                  + code
                  + (reason == null ? "" : ", " + reason)
                  + " when it was asked to "
                  + task;
        };
    return new SecretManagerException(code, told);
  }

  private static String denied(@Nullable String reason, String task, String right) {
    return "SERVICE_DISABLED".equals(reason)
        ? "Secret Manager is switched off, so it does not "
            + task
            + ": enable secretmanager.googleapis.com in that project"
        : "Secret Manager does not allow to " + task + ": grant " + right;
  }

  /** A payload that did not arrive as it was stored. */
  static SecretManagerException corrupted(String secret) {
    return new SecretManagerException(
        Code.DATA_LOSS,
        "the content of " + secret + " does not match its checksum: run again later");
  }

  boolean is(Code other) {
    return code == other;
  }
}
