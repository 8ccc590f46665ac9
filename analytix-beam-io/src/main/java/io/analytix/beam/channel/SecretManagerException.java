// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ErrorDetails;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.rpc.PreconditionFailure;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call to Secret Manager failed. The message never repeats the text of the response, because that
 * could quote a secret.
 *
 * <p>Reasons: https://cloud.google.com/apis/design/errors#error_info
 */
final class SecretManagerException extends IOException {
  /**
   * Projects of Google's own command line, whose OAuth client a login without a quota project uses.
   */
  private static final Set<String> GCLOUD = Set.of("projects/764086051850", "projects/32555940559");

  private static final String SET_QUOTA_PROJECT =
      "run 'gcloud auth application-default set-quota-project PROJECT', or set"
          + " GOOGLE_CLOUD_QUOTA_PROJECT";

  private static final Pattern CONSTRAINT =
      Pattern.compile("\\b(?:constraints|customConstraints)/[A-Za-z0-9_.-]*[A-Za-z0-9]");

  private final Code code;
  private final boolean general;
  private final @Nullable String policy;

  /**
   * Creates an exception.
   *
   * @param general whether it concerns all secrets
   */
  private SecretManagerException(
      Code code, boolean general, @Nullable String policy, String message) {
    super(message);
    this.code = code;
    this.general = general;
    this.policy = policy;
  }

  /**
   * Creates the exception of a failed call.
   *
   * @param action what the call was to do, such as {@code read projects/p/secrets/s}
   * @param permission the permission or role to grant if Secret Manager denied the call
   */
  static SecretManagerException of(ApiException failed, String action, String permission) {
    Code code = failed.getStatusCode().getCode();
    Optional<String> rejected = GoogleCredentialsFailure.line(failed);
    if (rejected.isPresent()) {
      return rejected(rejected.get());
    }
    @Nullable String reason = failed.getReason();
    String general = code == Code.PERMISSION_DENIED ? ofCaller(failed) : null;
    String message =
        switch (code) {
          case PERMISSION_DENIED ->
              "Secret Manager denied the request to " + action + ": grant " + permission;
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
    return new SecretManagerException(
        code,
        general != null || code == Code.UNAUTHENTICATED,
        code == Code.FAILED_PRECONDITION ? policy(failed) : null,
        general == null ? message : general);
  }

  /** What hinders all calls of this project and these credentials; null if nothing does. */
  private static @Nullable String ofCaller(ApiException failed) {
    Map<String, String> metadata = Objects.requireNonNullElse(failed.getMetadata(), Map.of());
    String consumer = metadata.getOrDefault("consumer", "");
    String project = consumer.matches("projects/[a-z0-9.:-]+") ? consumer.substring(9) : "PROJECT";
    return switch (String.valueOf(failed.getReason())) {
      case "SERVICE_DISABLED" -> disabled(failed, consumer, project);
      case "USER_PROJECT_DENIED" ->
          ("This machine's own Google credentials may not use the quota project %s: grant them"
                  + " roles/serviceusage.serviceUsageConsumer on it, or choose another project: %s")
              .formatted(project, SET_QUOTA_PROJECT);
      case "ACCESS_TOKEN_SCOPE_INSUFFICIENT" ->
          "This machine's Google credentials lack a scope for Secret Manager: give the machine the"
              + " scope cloud-platform, or run 'gcloud auth application-default login'";
      case "BILLING_DISABLED" ->
          "Project %s has no billing account, which Secret Manager needs: link one"
              .formatted(project);
      case "CONSUMER_INVALID", "CONSUMER_SUSPENDED" ->
          "Google refuses project %s (%s): correct the project, or %s"
              .formatted(project, failed.getReason(), SET_QUOTA_PROJECT);
      default -> null;
    };
  }

  /**
   * A login of a person counts for the project of its OAuth client, unless it has a quota project.
   */
  private static String disabled(ApiException failed, String consumer, String project) {
    if (GCLOUD.contains(consumer)
        || String.valueOf(failed.getMessage()).contains("requires a quota project")) {
      return "This machine's own Google credentials have no quota project, which Secret Manager"
          + " needs: "
          + SET_QUOTA_PROJECT;
    }
    return ("The Secret Manager API is disabled in project %s: run 'gcloud services enable"
            + " secretmanager.googleapis.com --project=%s'; if the secrets are in another project,"
            + " %s")
        .formatted(project, project, SET_QUOTA_PROJECT);
  }

  /** Creates the exception of a payload that does not match its checksum. */
  static SecretManagerException corrupted(String secret) {
    return new SecretManagerException(
        Code.DATA_LOSS,
        false,
        null,
        "the content of " + secret + " does not match its checksum: run again later");
  }

  /** Creates the exception of credentials that Google rejected, before a call was sent. */
  static SecretManagerException rejected(String line) {
    return new SecretManagerException(Code.UNAUTHENTICATED, true, null, line);
  }

  boolean is(Code other) {
    return code == other;
  }

  /** Whether Secret Manager denied the call because of this secret, not of all secrets. */
  boolean deniesThisSecret() {
    return code == Code.PERMISSION_DENIED && !general;
  }

  /** The organisation policy that forbids the call, such as {@code constraints/gcp.x}. */
  Optional<String> policy() {
    return Optional.ofNullable(policy);
  }

  /** The constraint is named by the violation's type, or by the message alone. */
  private static @Nullable String policy(ApiException failed) {
    @Nullable ErrorDetails details = failed.getErrorDetails();
    @Nullable PreconditionFailure failure =
        details == null ? null : details.getPreconditionFailure();
    Stream<String> types =
        failure == null
            ? Stream.of()
            : failure.getViolationsList().stream().map(PreconditionFailure.Violation::getType);
    return Stream.concat(types, Stream.of(String.valueOf(failed.getMessage())))
        .map(CONSTRAINT::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElse(null);
  }
}
