// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.PendingConsent;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.outcome.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked token record in JSON.
 *
 * @param confirmed whether Google confirmed the channel
 * @param money whether the consent covers revenue, not whether the channel is monetised
 * @param dataApi whether the consent covers reports that use the YouTube Data API
 * @param scopes scopes of the consent; empty if unknown
 * @param uncoveredReports the reports that a run fails because the consent lacks a scope: of those
 *     chosen, or of all built-in ones
 * @param consentedAt time of the consent, null if unknown
 * @param consentEndsAt expiry of the consent, null if unlimited or unknown
 * @param readableByOthers whether the file mode lets other users of the machine read the record
 * @param recordsOfAccount number of checked records with a consent of the same Google account, null
 *     if the record does not name the account
 * @param cause why the record cannot be used, null if it can
 */
record CheckedRecord(
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String contentOwner,
    @Nullable String title,
    boolean usable,
    boolean confirmed,
    boolean money,
    boolean dataApi,
    List<String> scopes,
    List<String> uncoveredReports,
    @Nullable String consentedAt,
    @Nullable String consentEndsAt,
    @Nullable String cause,
    @Nullable String message,
    @Nullable String remedy,
    @Nullable String remark,
    boolean readableByOthers,
    @Nullable Long recordsOfAccount) {

  static CheckedRecord of(
      ChannelCheck check,
      Set<String> readable,
      Map<String, Long> recordsByAccount,
      ScopeCoverage coverage) {
    Failure failure = check.failure();
    return new CheckedRecord(
        check.ref().tokenRecord(),
        check.channelId(),
        check.ref().contentOwner(),
        check.title(),
        check.isUsable(),
        check.confirmed(),
        check.coversMoney(),
        check.coversDataApi(),
        check.scopes().stream().sorted().toList(),
        coverage.uncovered(check),
        text(check.obtainedAt()),
        text(check.endsAt()),
        failure == null ? null : failure.cause().name(),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.remedy(),
        check.remark(),
        readable.contains(check.ref().tokenRecord()),
        check.account() == null ? null : recordsByAccount.get(check.account()));
  }

  /** A consent that was requested by a link and has no record yet. */
  static CheckedRecord missing(PendingConsent consent, Instant now) {
    boolean expired = !now.isBefore(consent.expiresAt());
    return new CheckedRecord(
        consent.record() == null ? "" : consent.record(),
        null,
        null,
        null,
        false,
        false,
        false,
        false,
        List.of(),
        List.of(),
        null,
        null,
        null,
        "the channel's owner has not consented; the link "
            + (expired ? "expired at " : "is valid until ")
            + consent.expiresAt(),
        expired
            ? "Make a new link with authorise --link and send it to the owner."
            : "Ask the owner for the address that the browser could not open after the consent.",
        null,
        false,
        null);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
