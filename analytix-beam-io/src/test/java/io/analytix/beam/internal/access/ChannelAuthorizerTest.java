// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.refresh.RefreshedTokens;
import io.analytix.beam.youtube.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class ChannelAuthorizerTest {
  private static final String CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa";
  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");

  /** A store of one record. */
  private record OneRecord(String json) implements TokenStore {
    @Override
    public List<String> names() {
      return List.of("one");
    }

    @Override
    public TokenRecord read(String name) throws TokenRecordException {
      return TokenRecord.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean replace(String name, TokenRecord read, TokenRecord changed) {
      return false;
    }
  }

  @Test
  void open_recordOfAContentOwnerThatThePlanCouldNotRead_isNotAskedAsAChannel() {
    ChannelAuthorizer opener =
        opener(
            "{\"refresh_token\": \"r\", \"content_owner\": \"OwnerOne\", \"channel_ids\": [\""
                + CHANNEL
                + "\"]}");

    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () -> opener.open(new ChannelRef("one", null, null, null)).join());

    assertThat(refused.getCause()).isInstanceOf(ApiException.ChannelRefused.class);
    assertThat(((ApiException) refused.getCause()).failure().cause()).isEqualTo(Cause.INTERNAL);
  }

  @Test
  void open_channelOfAContentOwner_isOpenOnItsBehalf() {
    ChannelAuthorizer opener =
        opener(
            "{\"refresh_token\": \"r\", \"content_owner\": \"OwnerOne\", \"channel_ids\": [\""
                + CHANNEL
                + "\"]}");

    AuthorizedChannel open = opener.open(new ChannelRef("one", CHANNEL, "OwnerOne", null)).join();

    assertThat(open.identity()).isEqualTo(new ChannelIdentity(CHANNEL, "OwnerOne"));
    assertThat(open.confirmed()).isFalse();
  }

  private static ChannelAuthorizer opener(String record) {
    AccessToken token = new AccessToken(Secret.of("a"), NOW.plusSeconds(3600), Set.of());
    AccessTokens tokens =
        new AccessTokens(
            new OneRecord(record),
            unused -> CompletableFuture.completedFuture(new RefreshedTokens(token, null)),
            Clock.fixed(NOW, ZoneOffset.UTC),
            Runnable::run);
    return new ChannelAuthorizer(
        tokens,
        unused -> {
          throw new AssertionError("Google is not asked whose channel it is");
        });
  }
}
