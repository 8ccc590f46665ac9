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
 * What a consent is asked for: at least one of the two scopes of YouTube Analytics, because without
 * either no report can be had.
 *
 * @param scopes in their fixed order
 */
public record ConsentScopes(Set<ConsentScope> scopes) {
  /** Reports without money, whose channel it is, and an ID token that proves the answer fresh. */
  public static final ConsentScopes USUAL =
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

  /** These scopes. */
  public static ConsentScopes of(ConsentScope... scopes) {
    return new ConsentScopes(Set.of(scopes));
  }

  /**
   * Scopes by their addresses or short names.
   *
   * @throws IllegalArgumentException if one is not known, or none is of YouTube Analytics
   */
  public static ConsentScopes parse(Collection<String> names) {
    return new ConsentScopes(names.stream().map(ConsentScopes::known).collect(Collectors.toSet()));
  }

  /** The addresses with a blank between each, as OAuth 2.0 writes them. */
  public String formatted() {
    return scopes.stream().map(ConsentScope::address).collect(Collectors.joining(" "));
  }

  /** Whether a consent that covers {@code granted} addresses covers all of these. */
  public boolean areCoveredBy(Set<String> granted) {
    return missingFrom(granted).isEmpty();
  }

  /** What a consent that covers {@code granted} addresses lacks. */
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
