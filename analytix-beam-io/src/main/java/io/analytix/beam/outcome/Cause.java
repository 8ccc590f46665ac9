// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

/** Why a request failed: a closed list, each with its remedy. */
public enum Cause {
  /** The refresh token is revoked, expired, or of another client. */
  TOKEN_REVOKED(
      false,
      "Let the channel's owner consent again and store the new token record. If consents expire"
          + " after 7 days, publish the OAuth app: it is in testing. If many consents of one Google"
          + " account end: Google keeps 100 per account and OAuth client, each further one ends the"
          + " oldest."),
  /** The consent lacks a scope of the request. */
  SCOPE_MISSING(
      false,
      "Let the channel's owner consent again with the scope yt-analytics.readonly"
          + " (yt-analytics-monetary.readonly for monetary reports)."),
  /** The tokens belong to another channel than the record's. */
  IDENTITY_MISMATCH(
      false,
      "Consent again and choose the right channel in the account chooser, or correct channel_id in"
          + " the token record."),
  /** The token record is invalid. */
  RECORD_INVALID(false, "Correct or replace the token record."),
  /** There is no job of the bulk report type, so YouTube generates no files. */
  JOB_MISSING(
      false,
      "Create it with 'analytix jobs create' or --createJobs; each day without it is lost but for"
          + " the 30 days before."),
  /** YouTube does not generate the bulk report type any more. */
  REPORT_TYPE_RETIRED(false, "'analytix jobs types' lists the report types and their successors."),
  /** Google refuses the OAuth client itself. */
  CLIENT_REJECTED(
      false,
      "Check the client secrets file against the OAuth client in the Google Cloud console: id,"
          + " secret, and that the client still exists."),
  /** The API is disabled in the client's project. */
  API_DISABLED(
      false,
      "Enable the YouTube Analytics API (and the YouTube Data API v3) in the OAuth client's"
          + " Google Cloud project, wait a few minutes, then run again."),
  /** The account has no access. */
  FORBIDDEN(
      false,
      "Let the owner of exactly this channel consent: Google refuses other accounts and service"
          + " accounts. With a content owner's record, check that its content_owner manages the"
          + " channel, or remove the channel from its channel_ids."),
  /** The account does not have this channel. */
  NOT_FOUND(false, "Let the owner of exactly this channel consent, or correct the token record."),
  /** The API does not offer this query. */
  QUERY_UNSUPPORTED(false, "Change the report: the API refuses this query for this channel."),
  /** The day's quota is used up. */
  QUOTA_DAY(true, "Run again after midnight Pacific time, or request more quota from Google."),
  /** The rate limit refused the request and its retries. */
  QUOTA_RATE(true, "Lower --queriesPerMinute, then run again."),
  /** Google's servers failed. */
  BACKEND(
      true,
      "Run again later; if the error persists, the API cannot serve this report of this channel."),
  /** No connection, or a broken one. */
  NETWORK(true, "Check the network of the machine that runs the job, then run again."),
  /** The response is invalid. */
  BAD_RESPONSE(
      true, "Run again later; if the error persists, report it as a bug with this message."),
  /** An error of the product or of the storage. */
  INTERNAL(
      true,
      "Run again with --verbose; if the error persists, report it as a bug with this message.");

  private final boolean retryable;
  private final String remedy;

  Cause(boolean retryable, String remedy) {
    this.retryable = retryable;
    this.remedy = remedy;
  }

  /** Whether the same request may succeed in a later run without any change. */
  public boolean retryable() {
    return retryable;
  }

  /** What the user can do. */
  public String remedy() {
    return remedy;
  }
}
