// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ClientSecrets;
import java.io.IOException;

/**
 * Asks a person for consent: leads them to Google, waits on this machine for the answer, and shows
 * success only when everything is checked and saved.
 */
final class ConsentFlow {
  private final ClientSecrets client;
  private final AuthorizationCodeExchange exchange;

  ConsentFlow(ClientSecrets client, AuthorizationCodeExchange exchange) {
    this.client = client;
    this.exchange = exchange;
  }

  /** What is done with a consent before the person is told that all is well. */
  @FunctionalInterface
  interface Acceptance {
    AuthorisedChannel accept(Consent consent) throws ConsentException, InterruptedException;
  }

  AuthorisedChannel ask(AuthoriseRequest request, ConsentPrompt prompt, Acceptance acceptance)
      throws ConsentException, InterruptedException {
    RedirectUri redirect = RedirectUri.of(client, request.port());
    try (RedirectListener listener = listen(redirect)) {
      PendingAuthorization question =
          PendingAuthorization.of(client, listener.redirectUri(), request.scopes());
      prompt.show(question.address());
      RedirectListener.Arrived arrived =
          listener
              .await(request.timeout())
              .orElseThrow(
                  () ->
                      new ConsentException.NoAnswer(
                          "nobody answered Google's page within "
                              + request.timeout().toSeconds()
                              + " s"));
      return settle(question, arrived, acceptance);
    }
  }

  private AuthorisedChannel settle(
      PendingAuthorization question, RedirectListener.Arrived arrived, Acceptance acceptance)
      throws ConsentException, InterruptedException {
    ResultPage page = ResultPage.broken();
    try {
      String code = question.code(arrived.parameters());
      AuthorisedChannel done = acceptance.accept(exchange.exchange(question, code));
      page = ResultPage.authorised(done);
      return done;
    } catch (ConsentException e) {
      page = ResultPage.refused(e);
      throw e;
    } finally {
      arrived.reply(page);
    }
  }

  private static RedirectListener listen(RedirectUri redirect) throws ConsentException {
    try {
      return RedirectListener.open(redirect);
    } catch (IOException e) {
      throw new ConsentException.Unavailable(
          "port "
              + redirect.port()
              + " of this machine cannot be listened on ("
              + e.getMessage()
              + ")",
          "Choose another port, or none.");
    }
  }
}
