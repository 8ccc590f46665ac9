// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.outcome.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked token record in JSON.
 *
 * @param confirmed whether Google confirmed the channel
 * @param money whether the consent covers revenue, not whether the channel is monetised
 * @param scopes scopes of the consent; empty if unknown
 * @param consentedAt time of the consent, null if unknown
 * @param consentEndsAt expiry of the consent, null if unlimited or unknown
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
    List<String> scopes,
    @Nullable String consentedAt,
    @Nullable String consentEndsAt,
    @Nullable String cause,
    @Nullable String message,
    @Nullable String remedy,
    @Nullable String remark) {

  static CheckedRecord of(ChannelCheck check) {
    Failure failure = check.failure();
    return new CheckedRecord(
        check.ref().tokenRecord(),
        check.channelId(),
        check.ref().contentOwner(),
        check.title(),
        check.isUsable(),
        check.confirmed(),
        check.coversMoney(),
        check.scopes().stream().sorted().toList(),
        text(check.obtainedAt()),
        text(check.endsAt()),
        failure == null ? null : failure.cause().name(),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.remedy(),
        check.remark());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
