// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.Endpoint;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The consent page. GET returns the page; POST to the same address, with the fields {@code
 * decision} ({@code allow} or {@code deny}), {@code account} and any number of {@code allow},
 * submits the decision and redirects to the client.
 */
public final class ConsentEndpoint implements Endpoint {
  private final OAuthClient client;
  private final Grants grants;
  private final AuthorisationCodes codes;
  private final Clock clock;

  public ConsentEndpoint(OAuthClient client, Grants grants, AuthorisationCodes codes, Clock clock) {
    this.client = client;
    this.grants = grants;
    this.codes = codes;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming) throws ErrorResponse {
    ConsentRequest request = ConsentRequest.parse(incoming.parameters(), client);
    return incoming.method().equals("POST")
        ? decided(request, incoming.form())
        : ConsentPage.of(request, grants.accounts());
  }

  private HttpReply decided(ConsentRequest request, Map<String, List<String>> form)
      throws ErrorResponse {
    Set<String> ticked = Set.copyOf(form.getOrDefault("allow", List.of()));
    Set<String> granted = Scopes.granted(request.scopes(), ticked);
    boolean allowed = form.getOrDefault("decision", List.of()).contains("allow");
    if (!allowed || granted.isEmpty()) {
      return redirect(request, Map.of("error", "access_denied"));
    }
    Map<String, String> result = new LinkedHashMap<>();
    result.put("code", code(request, new Consent(account(request, form), granted)));
    result.put("scope", String.join(" ", granted));
    result.put("authuser", "0");
    result.put("prompt", "consent");
    return redirect(request, result);
  }

  private Account account(ConsentRequest request, Map<String, List<String>> form)
      throws ErrorResponse {
    List<String> chosen = form.getOrDefault("account", List.of());
    Optional<Account> account =
        grants.accounts().stream()
            .filter(
                one ->
                    chosen.isEmpty()
                        ? one.isMeantBy(request.loginHint())
                        : chosen.contains(one.id()))
            .findFirst();
    return account.orElseThrow(
        () -> new ErrorResponse(ConsentPage.blocked(400, "invalid_account")));
  }

  private String code(ConsentRequest request, Consent consent) {
    return codes.issue(
        new AuthorisationCodes.Code(
            consent,
            request.redirectUri(),
            request.challenge(),
            request.nonce(),
            givesRefreshToken(request, consent.account())),
        clock.instant());
  }

  /**
   * A desktop application always gets a refresh token, a web application only once, unless the
   * request has {@code prompt=consent}.
   */
  private boolean givesRefreshToken(ConsentRequest request, Account account) {
    return !client.isWeb(request.redirectUri())
        || (request.offline() && (request.forcesConsent() || !grants.hasConsented(account)));
  }

  private static HttpReply redirect(ConsentRequest request, Map<String, String> result) {
    Map<String, String> all = new LinkedHashMap<>();
    @Nullable String state = request.state();
    if (state != null) {
      all.put("state", state);
    }
    all.put("iss", IdTokens.ISSUER);
    all.putAll(result);
    String query =
        all.entrySet().stream()
            .map(one -> one.getKey() + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    String redirectUri = request.redirectUri();
    return HttpReply.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query);
  }

  /** Encodes a space as {@code %20}, as Google does. Not every client decodes a plus sign. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
