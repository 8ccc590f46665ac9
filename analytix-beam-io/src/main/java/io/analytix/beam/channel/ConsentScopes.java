// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scopes of a consent request: at least one of the two scopes of YouTube Analytics, because
 * report requests need one of them.
 *
 * @param scopes in the order of {@link ConsentScope}
 */
public record ConsentScopes(Set<ConsentScope> scopes) {
  /**
   * Reports without revenue metrics, the identity of the channel, and an ID token, whose nonce
   * proves that the token response is fresh.
   */
  public static final ConsentScopes DEFAULT =
      of(ConsentScope.READONLY, ConsentScope.YOUTUBE, ConsentScope.OPENID);

  public ConsentScopes {
    scopes = Collections.unmodifiableSet(ordered(scopes));
    if (!scopes.contains(ConsentScope.READONLY)
        && !scopes.contains(ConsentScope.MONETARY_READONLY)) {
      throw new IllegalArgumentException(
          "the scopes must have yt-analytics.readonly or yt-analytics-monetary.readonly, but are "
              + scopes);
    }
  }

  /** Creates a request for these scopes. */
  public static ConsentScopes of(ConsentScope... scopes) {
    return new ConsentScopes(Set.of(scopes));
  }

  /**
   * Parses scopes by their addresses or short names.
   *
   * @throws IllegalArgumentException if a name is not a known scope, or none is a scope of YouTube
   *     Analytics
   */
  public static ConsentScopes parse(Collection<String> names) {
    return new ConsentScopes(names.stream().map(ConsentScopes::known).collect(Collectors.toSet()));
  }

  /** The addresses separated by spaces, as the {@code scope} parameter of OAuth 2.0. */
  public String formatted() {
    return scopes.stream().map(ConsentScope::address).collect(Collectors.joining(" "));
  }

  /** Whether {@code granted}, a set of addresses or short names, contains all of these scopes. */
  public boolean areCoveredBy(Set<String> granted) {
    return missingFrom(granted).isEmpty();
  }

  /**
   * Returns the scopes that {@code granted}, a set of addresses or short names, does not contain.
   */
  public Set<ConsentScope> missingFrom(Set<String> granted) {
    Set<ConsentScope> missing = ordered(scopes);
    missing.removeIf(
        scope -> granted.contains(scope.address()) || granted.contains(scope.shortName()));
    return missing;
  }

  private static Set<ConsentScope> ordered(Set<ConsentScope> scopes) {
    return scopes.isEmpty() ? EnumSet.noneOf(ConsentScope.class) : EnumSet.copyOf(scopes);
  }

  private static ConsentScope known(String name) {
    return ConsentScope.find(name.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no scope '"
                        + name
                        + "': there are "
                        + Arrays.toString(ConsentScope.values())));
  }
}
