// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.outcome.Cause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token record with the facts that it contains itself.
 *
 * @param channelId the channel id in the record or in its name, null if none
 * @param channelTitle the title in the record, null if none
 * @param channelIds the channels of a content owner's record, or the single channel
 * @param scopes scopes of the consent; empty if unknown
 * @param usable whether the record has no problem
 * @param cause the problem, null if none
 */
record ListedRecord(
    String tokenRecord,
    @Nullable String channelId,
    @Nullable String channelTitle,
    @Nullable String contentOwner,
    List<String> channelIds,
    List<String> scopes,
    @Nullable String consentedAt,
    @Nullable String consentEndsAt,
    boolean usable,
    @Nullable String cause,
    @Nullable String message) {

  /** The record of this name. */
  static ListedRecord read(TokenStore store, String name, Instant now) {
    if (!PrintableText.of(name).equals(name)) {
      return unread(PrintableText.of(name), Cause.RECORD_INVALID, ChannelList.UNPRINTABLE_NAME);
    }
    try {
      return of(name, store.read(name), now);
    } catch (TokenRecordException e) {
      return unread(name, Cause.RECORD_INVALID, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unread(name, Cause.INTERNAL, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return unread(name, Cause.RECORD_INVALID, TokenRecordException.unexpected(e));
    }
  }

  private static ListedRecord unread(String name, Cause cause, String message) {
    return new ListedRecord(
        name, null, null, null, List.of(), List.of(), null, null, false, cause.name(), message);
  }

  private static ListedRecord of(String name, TokenRecord record, Instant now) {
    String pinned = record.channelId();
    String id = pinned == null && ChannelId.isValid(name) ? name : pinned;
    Instant given = record.obtainedAt();
    Duration lifetime = record.refreshTokenLifetime();
    Instant ends = given == null || lifetime == null ? null : given.plus(lifetime);
    Cause cause = null;
    String message = null;
    if (!ConsentScope.coverReports(record.scopes())) {
      cause = Cause.SCOPE_MISSING;
      message = "the consent does not cover reports of YouTube Analytics";
    } else if (ends != null && ends.isBefore(now)) {
      cause = Cause.TOKEN_REVOKED;
      message = "the consent expired at " + ends;
    }
    List<String> ids = record.contentOwner() == null ? ids(id) : record.channelIds();
    return new ListedRecord(
        name,
        record.contentOwner() == null ? id : null,
        record.contentOwner() == null ? record.channelTitle() : null,
        record.contentOwner(),
        ids,
        record.scopes().stream().sorted().toList(),
        given == null ? null : given.toString(),
        ends == null ? null : ends.toString(),
        cause == null,
        cause == null ? null : cause.name(),
        message);
  }

  private static List<String> ids(@Nullable String id) {
    return id == null ? List.of() : List.of(id);
  }

  /** Scopes by their short names. */
  static String names(Collection<String> scopes) {
    return scopes.isEmpty()
        ? "unknown"
        : scopes.stream()
            .map(scope -> ConsentScope.find(scope).map(ConsentScope::shortName).orElse(scope))
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
