// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentScopesTest {
  private static final ConsentScopes SOME =
      ConsentScopes.of(ConsentScope.EMAIL, ConsentScope.OPENID, ConsentScope.MONETARY_READONLY);

  @Test
  void formatted_someScopes_returnsAddressesInAFixedOrder() {
    assertThat(SOME.formatted())
        .isEqualTo(
            "https://www.googleapis.com/auth/yt-analytics-monetary.readonly openid"
                + " https://www.googleapis.com/auth/userinfo.email");
  }

  @Test
  void parse_shortNamesAndAddresses_areTheSameScopes() {
    assertThat(
            ConsentScopes.parse(
                List.of(
                    "email",
                    "openid",
                    ConsentScope.MONETARY_READONLY.address(),
                    " yt-analytics-monetary.readonly")))
        .isEqualTo(SOME);
  }

  @Test
  void parse_unknownScope_namesTheKnownScopes() {
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> ConsentScopes.parse(List.of("drive"))))
        .hasMessageThat()
        .isEqualTo(
            "there is no scope 'drive': there are [yt-analytics.readonly,"
                + " yt-analytics-monetary.readonly, youtube.readonly, openid, profile, email]");
  }

  @Test
  void scopes_withoutAnyOfAnalytics_areRefused() {
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> ConsentScopes.of(ConsentScope.OPENID)))
        .hasMessageThat()
        .contains("but are [openid]");
    assertThrows(IllegalArgumentException.class, () -> ConsentScopes.parse(List.of()));
  }

  @Test
  void areCoveredBy_supersetOfAddresses_isTrue() {
    Set<String> granted =
        Set.of(
            ConsentScope.READONLY.address(),
            ConsentScope.MONETARY_READONLY.address(),
            "openid",
            "https://www.googleapis.com/auth/userinfo.email");

    assertThat(SOME.areCoveredBy(granted)).isTrue();
    assertThat(SOME.missingFrom(Set.of("openid", ConsentScope.READONLY.address())))
        .containsExactly(ConsentScope.MONETARY_READONLY, ConsentScope.EMAIL);
    assertThat(SOME.areCoveredBy(Set.of())).isFalse();
  }
}
