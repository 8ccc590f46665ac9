// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.id.State;
import io.analytix.beam.channel.ClientSecrets;
import java.io.IOException;

/**
 * Requests consent: shows Google's consent page, waits on this machine for the redirect, and shows
 * success only after all checks have passed and the record is saved.
 */
final class ConsentFlow {
  private final ClientSecrets client;
  private final AuthorizationCodeExchange exchange;

  ConsentFlow(ClientSecrets client, AuthorizationCodeExchange exchange) {
    this.client = client;
    this.exchange = exchange;
  }

  /** Processes a consent before the browser shows success. */
  @FunctionalInterface
  interface Acceptance {
    AuthorisedChannel accept(Consent consent) throws ConsentException, InterruptedException;
  }

  AuthorisedChannel request(AuthoriseRequest request, ConsentPrompt prompt, Acceptance acceptance)
      throws ConsentException, InterruptedException {
    RedirectUri redirect = RedirectUri.of(client, request.port());
    State state = new State();
    try (RedirectListener listener = listen(redirect, state)) {
      PendingAuthorization authorization =
          PendingAuthorization.of(client, listener.redirectUri(), request.scopes(), state);
      prompt.show(authorization.address());
      RedirectListener.PendingRedirect pending =
          listener
              .await(request.timeout())
              .orElseThrow(
                  () ->
                      new ConsentException.NoAnswer(
                          "Google's page was not completed within "
                              + request.timeout().toSeconds()
                              + " s"));
      return complete(authorization, pending, acceptance);
    }
  }

  private AuthorisedChannel complete(
      PendingAuthorization authorization,
      RedirectListener.PendingRedirect pending,
      Acceptance acceptance)
      throws ConsentException, InterruptedException {
    ResultPage page = ResultPage.failed();
    try {
      String code = authorization.code(pending.parameters());
      AuthorisedChannel authorised = acceptance.accept(exchange.exchange(authorization, code));
      page = ResultPage.authorised(authorised);
      return authorised;
    } catch (ConsentException e) {
      page = ResultPage.refused(e);
      throw e;
    } finally {
      pending.reply(page);
    }
  }

  private static RedirectListener listen(RedirectUri redirect, State state)
      throws ConsentException {
    try {
      return RedirectListener.open(redirect, state);
    } catch (IOException e) {
      throw new ConsentException.Unavailable(
          "port " + redirect.port() + " of this machine is not available (" + e.getMessage() + ")",
          redirect.uri().isPresent()
              ? "End what uses the port, or register another address of this machine for the"
                  + " client, such as http://127.0.0.1:8080/, and download its JSON again."
              : "Choose another port, or omit the port to use any free one.");
    }
  }
}
