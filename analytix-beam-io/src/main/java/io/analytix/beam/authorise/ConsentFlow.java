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
  private final CodeExchange exchange;

  ConsentFlow(ClientSecrets client, CodeExchange exchange) {
    this.client = client;
    this.exchange = exchange;
  }

  /** What is done with a consent before the person is told that all is well. */
  @FunctionalInterface
  interface Acceptance {
    Authorised accept(Consent consent) throws ConsentException, InterruptedException;
  }

  Authorised ask(AuthorisationRequest request, ConsentPrompt prompt, Acceptance acceptance)
      throws ConsentException, InterruptedException {
    Redirect redirect = Redirect.of(client, request.port());
    try (RedirectListener listener = listen(redirect)) {
      ConsentQuestion question =
          ConsentQuestion.of(client, listener.redirectUri(), request.scopes());
      prompt.show(question.address());
      RedirectListener.Arrived arrived =
          listener
              .await(request.patience())
              .orElseThrow(
                  () ->
                      new ConsentException.NoAnswer(
                          "nobody answered Google's page within "
                              + request.patience().toSeconds()
                              + " s"));
      return settle(question, arrived, acceptance);
    }
  }

  private Authorised settle(
      ConsentQuestion question, RedirectListener.Arrived arrived, Acceptance acceptance)
      throws ConsentException, InterruptedException {
    ResultPage page = ResultPage.broken();
    try {
      String code = question.code(arrived.parameters());
      Authorised done = acceptance.accept(exchange.exchange(question, code));
      page = ResultPage.authorised(done);
      return done;
    } catch (ConsentException e) {
      page = ResultPage.refused(e);
      throw e;
    } finally {
      arrived.reply(page);
    }
  }

  private static RedirectListener listen(Redirect redirect) throws ConsentException {
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
