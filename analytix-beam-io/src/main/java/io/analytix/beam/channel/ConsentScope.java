// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What a channel's owner can be asked to allow, and what a consent to some of it covers. The
 * addresses: Google's list of OAuth 2.0 scopes; who somebody is comes back under the long names,
 * whichever were asked for. Which method takes which scope is told by Google's discovery documents
 * of the two APIs.
 */
public enum ConsentScope {
  /** Reports without money. */
  READONLY("https://www.googleapis.com/auth/yt-analytics.readonly"),
  /** Reports with money, and those without. */
  MONETARY_READONLY("https://www.googleapis.com/auth/yt-analytics-monetary.readonly"),
  /** Whose channel it is, and its videos. */
  YOUTUBE("https://www.googleapis.com/auth/youtube.readonly"),
  /** An ID token: who consented, as a number. */
  OPENID("openid"),
  /** The name of who consented, in the ID token. */
  PROFILE("https://www.googleapis.com/auth/userinfo.profile"),
  /** The e-mail address of who consented, in the ID token. */
  EMAIL("https://www.googleapis.com/auth/userinfo.email");

  /** Allows to change the channel, too: nobody is asked for it, but some have consented to it. */
  private static final String MANAGE = "https://www.googleapis.com/auth/youtube";

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

  /** Whether reports may be asked for; an empty set is a consent that does not say. */
  public static boolean coverReports(Set<String> granted) {
    return cover(granted, READONLY.address, MONETARY_READONLY.address);
  }

  /** Whether money may be asked for; an empty set is a consent that does not say. */
  public static boolean coverMoney(Set<String> granted) {
    return cover(granted, MONETARY_READONLY.address);
  }

  /** Whether channels.list may be asked; an empty set is a consent that does not say. */
  public static boolean coverChannels(Set<String> granted) {
    return cover(granted, YOUTUBE.address, MANAGE);
  }

  private static boolean cover(Set<String> granted, String... enough) {
    return granted.isEmpty() || Arrays.stream(enough).anyMatch(granted::contains);
  }

  @Override
  public String toString() {
    return shortName();
  }
}
