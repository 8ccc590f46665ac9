// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.ChannelsClient;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Saves a consent: identifies its channel, pins the record to it, and saves the record. */
final class ConsentRegistrar {
  private final TokenStore store;
  private final ChannelsClient channels;
  private final Clock clock;

  ConsentRegistrar(TokenStore store, ChannelsClient channels, Clock clock) {
    this.store = store;
    this.channels = channels;
    this.clock = clock;
  }

  AuthorisedChannel accept(AuthoriseRequest request, Consent consent) throws ConsentException {
    Optional<ChannelResource> own =
        ConsentScope.coverChannels(consent.accessToken().scopes())
            ? ownChannel(consent)
            : Optional.empty();
    String name = name(request, own);
    Optional<TokenRecord> old = old(name, request.force());
    boolean ofOwner = old.map(TokenRecord::contentOwner).isPresent();
    if (!ofOwner) {
      check(name, old.map(TokenRecord::channelId).orElse(null), own, consent);
    }
    TokenRecord saved = record(consent, old, ofOwner ? Optional.empty() : own);
    save(name, saved);
    return new AuthorisedChannel(
        name,
        Means.CONSENTED,
        saved.channelId(),
        ofOwner ? null : own.map(ChannelResource::title).filter(t -> !t.isEmpty()).orElse(null),
        consent.accessToken().scopes());
  }

  private Optional<ChannelResource> ownChannel(Consent consent) throws ConsentException {
    try {
      return channels.ownChannel(consent.accessToken()).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ApiException failed) {
        throw refused(failed);
      }
      throw e;
    }
  }

  private static ConsentException refused(ApiException failed) {
    Failure failure = failed.failure();
    String message = "the channel cannot be identified: " + failure.message();
    return failed instanceof ApiException.Unavailable
        ? new ConsentException.Unavailable(message, failure.remedy())
        : new ConsentException.Refused(message, failure.remedy());
  }

  private static String name(AuthoriseRequest request, Optional<ChannelResource> own)
      throws ConsentException {
    String name = request.record();
    return name != null ? name : own.orElseThrow(ConsentRegistrar::noChannel).id();
  }

  private static ConsentException.WrongChannel noChannel() {
    return new ConsentException.WrongChannel("the account that consented has no channel");
  }

  private Optional<TokenRecord> old(String name, boolean force) throws ConsentException {
    try {
      return store.contains(name) ? Optional.of(store.read(name)) : Optional.empty();
    } catch (TokenRecordException e) {
      if (force) {
        return Optional.empty();
      }
      throw new ConsentException.NotSaved(
          "the existing record '" + name + "' cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new ConsentException.NotSaved(String.valueOf(e.getMessage()));
    }
  }

  private static void check(
      String name, @Nullable String pinned, Optional<ChannelResource> own, Consent consent)
      throws ConsentException {
    if (!ConsentScope.coverChannels(consent.accessToken().scopes())) {
      return;
    }
    String id = own.orElseThrow(ConsentRegistrar::noChannel).id();
    @Nullable String expected = pinned == null && ChannelId.isValid(name) ? name : pinned;
    if (expected != null && !expected.equals(id)) {
      throw new ConsentException.WrongChannel(
          "the consent is for channel "
              + id
              + ", but the token record '"
              + name
              + "' is for channel "
              + expected);
    }
  }

  private TokenRecord record(
      Consent consent, Optional<TokenRecord> old, Optional<ChannelResource> own) {
    TokenRecord merged =
        old.orElse(consent.response()).withConsent(consent.response(), clock.instant());
    return own.map(channel -> merged.withChannelId(channel.id())).orElse(merged);
  }

  private void save(String name, TokenRecord record) throws ConsentException {
    try {
      store.save(name, record);
    } catch (TokenRecordException | IOException e) {
      throw new ConsentException.NotSaved(
          "the token record '" + name + "' was not saved: " + Objects.toString(e.getMessage()));
    }
  }
}
