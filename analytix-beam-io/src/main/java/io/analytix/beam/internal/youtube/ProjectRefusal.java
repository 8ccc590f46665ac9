// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.util.Map;

/**
 * A refusal of the OAuth client's Google Cloud project, so of every request of a run. Source of the
 * reasons: {@code google.api.ErrorReason}.
 */
record ProjectRefusal(Cause cause, String remedy) {
  private static final ProjectRefusal DISABLED =
      new ProjectRefusal(Cause.API_DISABLED, Cause.API_DISABLED.remedy());

  private static final ProjectRefusal SUSPENDED =
      rejected(
          "Google suspended the OAuth client's Google Cloud project: follow the notice in the"
              + " Google Cloud console to appeal, then run again.");

  private static final ProjectRefusal INVALID =
      rejected(
          "Check in the Google Cloud console that the OAuth client's project exists and is not"
              + " being deleted, or use a client of another project.");

  /** By the reason of the ErrorInfo. */
  static final Map<String, ProjectRefusal> BY_REASON =
      Map.of(
          "SERVICE_DISABLED",
          DISABLED,
          "SERVICE_NOT_VISIBLE",
          DISABLED,
          "CONSUMER_SUSPENDED",
          SUSPENDED,
          "GCP_SUSPENDED",
          SUSPENDED,
          "CONSUMER_INVALID",
          INVALID,
          "RESOURCE_PROJECT_INVALID",
          INVALID,
          "BILLING_DISABLED",
          rejected(
              "Enable billing for the OAuth client's Google Cloud project, wait a few minutes, then"
                  + " run again."),
          "USER_PROJECT_DENIED",
          rejected(
              "Grant the role roles/serviceusage.serviceUsageConsumer on the OAuth client's Google"
                  + " Cloud project to the account that is refused, or use a client of another"
                  + " project."));

  private static ProjectRefusal rejected(String remedy) {
    return new ProjectRefusal(Cause.CLIENT_REJECTED, remedy);
  }

  /** The failure with this cause and remedy. */
  Failure explain(Failure failure) {
    return failure.with(cause, failure.message(), remedy);
  }
}
