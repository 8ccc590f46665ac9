// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.authorise.AuthorisedChannel.Means;
import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ChannelListReader;
import io.analytix.beam.channel.ChannelRef;
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
import java.util.List;
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
    return accept(request, consent, identified(consent));
  }

  /**
   * Accepts a consent given elsewhere: the owner of several channels may have chosen the same one
   * twice, so its channel must not be that of another record.
   */
  AuthorisedChannel acceptUnattended(AuthoriseRequest request, Consent consent)
      throws ConsentException, InterruptedException {
    Optional<ChannelResource> own = identified(consent);
    if (own.isPresent()) {
      checkUnique(name(request, own), own.get());
    }
    return accept(request, consent, own);
  }

  private AuthorisedChannel accept(
      AuthoriseRequest request, Consent consent, Optional<ChannelResource> own)
      throws ConsentException {
    String name = name(request, own);
    Optional<TokenRecord> old = old(name, request.force());
    boolean ofOwner = old.map(TokenRecord::contentOwner).isPresent();
    if (!ofOwner) {
      check(name, old.map(TokenRecord::channelId).orElse(null), request.channelId(), own, consent);
    }
    Optional<String> pin =
        own.map(ChannelResource::id).or(() -> Optional.ofNullable(request.channelId()));
    TokenRecord saved = record(consent, old, ofOwner ? Optional.empty() : pin);
    String title = own.map(ChannelResource::title).orElse("");
    if (ofOwner || title.isEmpty()) {
      title = null;
    } else {
      saved = saved.withChannelTitle(title);
    }
    save(name, saved);
    return new AuthorisedChannel(
        name, Means.CONSENTED, saved.channelId(), title, consent.accessToken().scopes());
  }

  private void checkUnique(String name, ChannelResource own)
      throws ConsentException, InterruptedException {
    try (ChannelListReader reader = new ChannelListReader(store)) {
      for (List<ChannelRef> record : reader.read(store.names())) {
        for (ChannelRef other : record) {
          if (own.id().equals(other.channelId())
              && other.contentOwner() == null
              && !other.tokenRecord().equals(name)) {
            throw new ConsentException.WrongChannel(
                "the consent is for channel "
                    + own.label()
                    + ", of which '"
                    + other.tokenRecord()
                    + "' is the token record already");
          }
        }
      }
    } catch (IOException e) {
      throw new ConsentException.NotSaved(String.valueOf(e.getMessage()));
    }
  }

  private Optional<ChannelResource> identified(Consent consent) throws ConsentException {
    return ConsentScope.coverChannels(consent.accessToken().scopes())
        ? ownChannel(consent)
        : Optional.empty();
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

  /**
   * Checks the channel of a consent.
   *
   * @param pinned the channel of the existing record, null if there is none
   * @param wanted the channel of the request, null for any
   */
  private static void check(
      String name,
      @Nullable String pinned,
      @Nullable String wanted,
      Optional<ChannelResource> own,
      Consent consent)
      throws ConsentException {
    if (!ConsentScope.coverChannels(consent.accessToken().scopes())) {
      return;
    }
    ChannelResource consented = own.orElseThrow(ConsentRegistrar::noChannel);
    @Nullable String expected = pinned == null && ChannelId.isValid(name) ? name : pinned;
    for (@Nullable String channel : new @Nullable String[] {expected, wanted}) {
      if (channel != null && !channel.equals(consented.id())) {
        throw new ConsentException.WrongChannel(
            "the consent is for channel "
                + consented.label()
                + ", but the token record '"
                + name
                + "' is for channel "
                + channel);
      }
    }
  }

  private TokenRecord record(
      Consent consent, Optional<TokenRecord> old, Optional<String> channelId) {
    TokenRecord merged =
        old.orElse(consent.response()).withConsent(consent.response(), clock.instant());
    return channelId.map(merged::withChannelId).orElse(merged);
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
