// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The HTML of the consent pages, without scripts. The form posts to its own address. */
final class ConsentPage {
  private static final String CONSENT = resource("consent.html");
  private static final String BLOCKED = resource("blocked.html");

  private ConsentPage() {}

  /** Returns the page on which one of {@code accounts} consents. */
  static HttpReply of(ConsentRequest request, Collection<Account> accounts) {
    String page =
        CONSENT
            .replace("{{accounts}}", options(request, accounts))
            .replace(
                "{{scopes}}", identity(request.scopes()) + boxes(Scopes.toTick(request.scopes())));
    return html(200, page);
  }

  /** Returns the error page of an invalid request. */
  static HttpReply blocked(int status, String error) {
    return html(
        status,
        BLOCKED.replace("{{status}}", Integer.toString(status)).replace("{{error}}", error));
  }

  private static String options(ConsentRequest request, Collection<Account> accounts) {
    return accounts.stream()
        .map(
            account ->
                "<option value=\"%s\"%s>%s (%s)</option>"
                    .formatted(
                        escaped(account.id()),
                        account.isMeantBy(request.loginHint()) ? " selected" : "",
                        escaped(account.name()),
                        escaped(account.email())))
        .collect(Collectors.joining("\n"));
  }

  /** The identity scopes are listed without a check box. */
  private static String identity(Set<String> scopes) {
    return Scopes.granted(scopes, Set.of()).isEmpty()
        ? ""
        : "<p class=\"scope\">Learn who you are (always allowed)</p>\n";
  }

  private static String boxes(Map<String, String> scopes) {
    return scopes.entrySet().stream()
        .map(
            scope ->
                """
                <label class="scope"><input type="checkbox" name="allow" value="%s" checked>
                <span>%s<small>%s</small></span></label>"""
                    .formatted(
                        escaped(scope.getKey()),
                        escaped(scope.getValue()),
                        escaped(scope.getKey())))
        .collect(Collectors.joining("\n"));
  }

  private static HttpReply html(int status, String page) {
    return HttpReply.html(status, page).withHeader("Cache-Control", "no-store");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (InputStream page = Objects.requireNonNull(ConsentPage.class.getResourceAsStream(name))) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
