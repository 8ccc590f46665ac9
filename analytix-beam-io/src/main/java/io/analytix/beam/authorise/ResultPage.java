// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a person sees after answering: one page without script or anything from elsewhere.
 *
 * @param status the HTTP status
 */
record ResultPage(int status, String html) {
  private static final String TEMPLATE = template();

  static ResultPage authorised(AuthorisedChannel done) {
    String channel = done.title() == null ? "The channel" : "The channel “" + done.title() + "”";
    String id = done.channelId() == null ? "" : " (" + done.channelId() + ")";
    return page(
        200,
        "good",
        "✓",
        "Authorised",
        channel + id + " can now be read. The token record “" + done.record() + "” is saved.",
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

  /** Something on this side broke before it was known how it ends. */
  static ResultPage broken() {
    return page(
        500, "bad", "✕", "Broken off", "Something went wrong.", "The terminal tells what it was.");
  }

  static ResultPage alreadyAnswered() {
    return page(
        409,
        "bad",
        "✕",
        "Already answered",
        "This question was answered before, and only the first answer counts.",
        "This one changed nothing.");
  }

  static ResultPage nothingHere() {
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

  /** Braces, too: a channel may be called like a place of the template. */
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
