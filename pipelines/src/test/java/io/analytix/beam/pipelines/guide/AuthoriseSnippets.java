// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.guide;

import io.analytix.beam.authorise.AuthoriseRequest;
import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.authorise.Authoriser;
import io.analytix.beam.authorise.ConsentException;
import io.analytix.beam.authorise.ConsentPrompt;
import io.analytix.beam.authorise.IdToken;
import io.analytix.beam.authorise.IdTokenException;
import io.analytix.beam.authorise.IdTokens;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;

/** The Java of the guide's page about consent. */
final class AuthoriseSnippets {
  private AuthoriseSnippets() {}

  static AuthorisedChannel authorise(
      ClientSecrets client, TokenStore store, Endpoints endpoints, ConsentPrompt prompt)
      throws ConsentException, TokenRecordException, IOException, InterruptedException {
    // authorization.md: authorise
    ConsentScopes scopes =
        ConsentScopes.of(ConsentScope.READONLY, ConsentScope.YOUTUBE, ConsentScope.OPENID);
    AuthorisedChannel done =
        Authoriser.of(client, store, endpoints, Clock.systemUTC())
            .authorise(AuthoriseRequest.forRecord("alpine-baker", scopes), prompt);
    // authorization.md: end
    return done;
  }

  static IdToken who(ClientSecrets client, TokenStore store)
      throws IdTokenException, TokenRecordException, IOException, InterruptedException {
    // authorization.md: who
    IdTokens idTokens = new IdTokens(client, HttpClient.newHttpClient(), Clock.systemUTC());
    IdToken who = idTokens.decode(store.read("alpine-baker").idToken());
    // authorization.md: end
    return who;
  }
}
