// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Completes the consent page and follows the redirect, without a browser. */
final class Visitor implements ConsentPrompt {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String decision;
  private final String account;
  private final Set<String> unticked;
  private final UnaryOperator<URI> detour;
  private final List<UnaryOperator<URI>> strays = new ArrayList<>();
  private final List<Integer> strayStatuses = new ArrayList<>();
  private final CompletableFuture<Page> seen = new CompletableFuture<>();
  private volatile URI shown;
  private volatile URI followed;

  private Visitor(
      String decision, String account, Set<String> unticked, UnaryOperator<URI> detour) {
    this.decision = decision;
    this.account = account;
    this.unticked = unticked;
    this.detour = detour;
  }

  /** A page that was shown in the end. */
  record Page(int status, String html) {}

  static Visitor allows(String account) {
    return new Visitor("allow", account, Set.of(), UnaryOperator.identity());
  }

  static Visitor denies(String account) {
    return new Visitor("deny", account, Set.of(), UnaryOperator.identity());
  }

  Visitor without(String scope) {
    return new Visitor(decision, account, Set.of(scope), detour);
  }

  /** Goes elsewhere than where Google sends. */
  Visitor via(UnaryOperator<URI> otherWay) {
    return new Visitor(decision, account, unticked, otherWay);
  }

  /** Also opens another address than where Google sends, before that. */
  Visitor after(UnaryOperator<URI> stray) {
    strays.add(stray);
    return this;
  }

  /** The status of the pages of the addresses that were opened before. */
  List<Integer> strayStatuses() {
    return strayStatuses;
  }

  @Override
  public void show(URI consentPage) {
    shown = consentPage;
    CompletableFuture<Page> unused =
        HTTP.sendAsync(answer(consentPage), BodyHandlers.ofString())
            .thenCompose(this::follow)
            .thenApply(page -> new Page(page.statusCode(), page.body()))
            .whenComplete(
                (page, failed) -> {
                  if (failed == null) {
                    seen.complete(page);
                  } else {
                    seen.completeExceptionally(failed);
                  }
                });
  }

  /** The page that was shown in the end. */
  Page page() {
    return seen.join();
  }

  /** The address of the consent page. */
  Map<String, String> question() {
    return parameters(shown);
  }

  /** Where the person was sent. */
  URI followed() {
    return followed;
  }

  boolean wasAsked() {
    return shown != null;
  }

  private HttpRequest answer(URI consentPage) {
    StringBuilder form = new StringBuilder("decision=" + decision + "&account=" + account);
    for (String scope : parameters(consentPage).get("scope").split(" ")) {
      if (!unticked.contains(scope)) {
        form.append("&allow=").append(URLEncoder.encode(scope, UTF_8));
      }
    }
    return HttpRequest.newBuilder(consentPage)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form.toString()))
        .build();
  }

  private CompletableFuture<HttpResponse<String>> follow(HttpResponse<String> sentBack) {
    URI redirect = URI.create(sentBack.headers().firstValue("Location").orElseThrow());
    CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
    for (UnaryOperator<URI> stray : strays) {
      HttpRequest request = HttpRequest.newBuilder(stray.apply(redirect)).build();
      before =
          before
              .thenCompose(ended -> HTTP.sendAsync(request, BodyHandlers.ofString()))
              .thenAccept(page -> strayStatuses.add(page.statusCode()));
    }
    return before.thenCompose(ended -> redirected(redirect));
  }

  private CompletableFuture<HttpResponse<String>> redirected(URI redirect) {
    followed = detour.apply(redirect);
    return HTTP.sendAsync(HttpRequest.newBuilder(followed).build(), BodyHandlers.ofString());
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      int mark = pair.indexOf('=');
      parameters.put(pair.substring(0, mark), URLDecoder.decode(pair.substring(mark + 1), UTF_8));
    }
    return parameters;
  }
}
