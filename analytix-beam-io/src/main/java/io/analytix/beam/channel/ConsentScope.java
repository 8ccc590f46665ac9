// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a channel's owner can be asked to allow. The addresses: Google's list of OAuth 2.0 scopes;
 * who somebody is comes back under the long names, whichever were asked for.
 */
public enum ConsentScope {
  /** Reports without money. */
  ANALYTICS(Scopes.ANALYTICS),
  /** Reports with money. */
  MONEY(Scopes.MONEY),
  /** Whose channel it is, and its videos. */
  YOUTUBE(Scopes.YOUTUBE),
  /** An ID token: who consented, as a number. */
  OPENID("openid"),
  /** The name of who consented, in the ID token. */
  PROFILE("https://www.googleapis.com/auth/userinfo.profile"),
  /** The e-mail address of who consented, in the ID token. */
  EMAIL("https://www.googleapis.com/auth/userinfo.email");

  private final String address;

  ConsentScope(String address) {
    this.address = address;
  }

  /** The scope as Google writes it. */
  public String address() {
    return address;
  }

  /** What is short and plain in the address, such as {@code yt-analytics.readonly}. */
  public String shortName() {
    return address.substring(address.lastIndexOf('/') + 1).replaceFirst("^userinfo\\.", "");
  }

  /** The scope of an address or a short name. */
  public static Optional<ConsentScope> find(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.address.equals(text) || scope.shortName().equals(text))
        .findFirst();
  }

  @Override
  public String toString() {
    return shortName();
  }
}
