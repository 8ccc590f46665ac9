// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The page that the browser shows after the redirect: without scripts and external resources.
 *
 * @param status the HTTP status
 */
record ResultPage(int status, String html) {
  private static final String TEMPLATE = template();

  static ResultPage authorised(AuthorisedChannel channel) {
    String name = channel.title() == null ? "The channel" : "The channel “" + channel.title() + "”";
    String id = channel.channelId() == null ? "" : " (" + channel.channelId() + ")";
    return page(
        200,
        "good",
        "✓",
        "Authorised",
        name + id + " can now be read. The token record “" + channel.record() + "” is saved.",
        "You can close this page and go back to the terminal.");
  }

  static ResultPage refused(ConsentException refusal) {
    String message = String.valueOf(refusal.getMessage());
    return page(
        400,
        "bad",
        "✕",
        refusal.title(),
        message.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + message.substring(1) + ".",
        refusal.remedy() + " Nothing was saved.");
  }

  /** The command failed unexpectedly. */
  static ResultPage failed() {
    return page(
        500,
        "bad",
        "✕",
        "Failed",
        "The authorisation failed unexpectedly.",
        "The terminal shows the error.");
  }

  static ResultPage alreadyCompleted() {
    return page(
        409,
        "bad",
        "✕",
        "Already completed",
        "This authorisation request was completed before; only the first response counts.",
        "This response changed nothing.");
  }

  static ResultPage ofAnotherRequest() {
    return page(
        400,
        "bad",
        "✕",
        "Response to another request",
        "This response does not belong to the authorisation that waits here.",
        "It changed nothing. Open only the address that the command shows.");
  }

  static ResultPage notFound() {
    return page(404, "bad", "✕", "Nothing here", "This address shows no page.", "");
  }

  private static ResultPage page(
      int status, String kind, String sign, String title, String text, String hint) {
    return new ResultPage(
        status,
        TEMPLATE
            .replace("{{kind}}", kind)
            .replace("{{sign}}", sign)
            .replace("{{title}}", escaped(title))
            .replace("{{text}}", escaped(text))
            .replace("{{hint}}", escaped(hint)));
  }

  /** Also escapes braces: a channel's title may look like a placeholder of the template. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("{", "&#123;");
  }

  private static String template() {
    try (InputStream page =
        Objects.requireNonNull(ResultPage.class.getResourceAsStream("result.html"))) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
