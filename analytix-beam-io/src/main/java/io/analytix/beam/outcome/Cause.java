// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** Why a request has no answer: a closed list, each with its remedy. */
public enum Cause {
  /** The refresh token is dead: revoked, expired, or of another client. */
  TOKEN_REVOKED(
      false,
      "Let the channel's owner consent again and store the new token record. If consents die after"
          + " 7 days, publish the OAuth app: it is in testing."),
  /** The consent does not cover what was asked. */
  SCOPE_MISSING(
      false,
      "Let the channel's owner consent again with the scope yt-analytics.readonly"
          + " (yt-analytics-monetary.readonly for money) ticked."),
  /** The tokens belong to another channel than the record says. */
  IDENTITY_MISMATCH(
      false,
      "Consent again and choose the right channel in the account chooser, or correct channel_id in"
          + " the token record."),
  /** The token record cannot be used. */
  RECORD_INVALID(false, "Mend or replace the token record."),
  /** Google refuses the OAuth client itself. */
  CLIENT_REJECTED(
      false,
      "Check the client secrets file against the OAuth client in the Google Cloud console: id,"
          + " secret, and that the client still exists."),
  /** The API is switched off in the client's project. */
  API_DISABLED(
      false,
      "Enable the YouTube Analytics API (and the YouTube Data API v3) in the OAuth client's"
          + " Google Cloud project, wait a few minutes, run again."),
  /** The account may not see this. */
  FORBIDDEN(
      false,
      "Let the owner of this very channel consent: other accounts and service accounts are"
          + " refused. With a content owner's record, check that its content_owner manages the"
          + " channel, or take the channel out of its channel_ids."),
  /** The channel is not one of this account's. */
  NOT_FOUND(false, "Let the owner of this very channel consent, or correct the token record."),
  /** The API does not offer this query. */
  QUERY_UNSUPPORTED(false, "Change the report: the API refuses this query for this channel."),
  /** The day's quota is used up. */
  QUOTA_DAY(true, "Run again after midnight Pacific time, or ask Google for more quota."),
  /** The rate limit refused the request again and again. */
  QUOTA_RATE(true, "Run again, with a smaller --queriesPerMinute."),
  /** Google's servers failed. */
  BACKEND(true, "Run again later; if it stays, the API cannot serve this report of this channel."),
  /** No connection, or none that lasted. */
  NETWORK(true, "Check the network of the machine that runs the job, then run again."),
  /** The answer was not what the API promises. */
  BAD_RESPONSE(true, "Run again later; if it stays, report the message as a bug."),
  /** Something failed on this side. */
  INTERNAL(true, "Run again with --verbose; if it stays, report the message as a bug.");

  private final boolean retryable;
  private final String remedy;

  Cause(boolean retryable, String remedy) {
    this.retryable = retryable;
    this.remedy = remedy;
  }

  /** Whether the same request may succeed in a later run without anybody doing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** What a person can do. */
  public String remedy() {
    return remedy;
  }
}
