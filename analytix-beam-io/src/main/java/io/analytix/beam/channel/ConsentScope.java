// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The OAuth scopes that analytix can request, and what a consent to some of them covers. Source of
 * the addresses: Google's list of OAuth 2.0 scopes. Google returns the scopes of the user's profile
 * and e-mail address under their long names, even if a request used the short ones. Google's
 * discovery documents of the two APIs list which method accepts which scope.
 */
public enum ConsentScope {
  /** Reports without revenue metrics. */
  READONLY("https://www.googleapis.com/auth/yt-analytics.readonly"),
  /** Reports with and without revenue metrics. */
  MONETARY_READONLY("https://www.googleapis.com/auth/yt-analytics-monetary.readonly"),
  /** The identity of the channel; its videos and playlists. */
  YOUTUBE("https://www.googleapis.com/auth/youtube.readonly"),
  /** An ID token: the numeric id of the Google account that consented. */
  OPENID("openid"),
  /** The name of the account's owner, in the ID token. */
  PROFILE("https://www.googleapis.com/auth/userinfo.profile"),
  /** The e-mail address of the account, in the ID token. */
  EMAIL("https://www.googleapis.com/auth/userinfo.email");

  /**
   * Also allows changes to the channel: analytix never requests it, but existing consents may
   * include it.
   */
  private static final String MANAGE = "https://www.googleapis.com/auth/youtube";

  /** Two more that analytix never requests, and that the lists of the Data API accept. */
  private static final String PARTNER = "https://www.googleapis.com/auth/youtubepartner";

  private static final String FORCE_SSL = "https://www.googleapis.com/auth/youtube.force-ssl";

  private final String address;

  ConsentScope(String address) {
    this.address = address;
  }

  /** The scope as Google writes it, a URL or {@code openid}. */
  public String address() {
    return address;
  }

  /** The last part of the address, such as {@code yt-analytics.readonly}. */
  public String shortName() {
    return address.substring(address.lastIndexOf('/') + 1).replaceFirst("^userinfo\\.", "");
  }

  /** Finds the scope with this address or short name. */
  public static Optional<ConsentScope> find(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.address.equals(text) || scope.shortName().equals(text))
        .findFirst();
  }

  /**
   * Whether the consent allows report requests. An empty set stands for a consent without a list of
   * scopes, which is assumed to.
   */
  public static boolean coverReports(Set<String> granted) {
    return cover(granted, READONLY.address, MONETARY_READONLY.address);
  }

  /**
   * Whether the consent allows revenue metrics. An empty set stands for a consent without a list of
   * scopes, which is assumed to.
   */
  public static boolean coverMoney(Set<String> granted) {
    return cover(granted, MONETARY_READONLY.address);
  }

  /**
   * Whether the consent allows {@code channels.list}. An empty set stands for a consent without a
   * list of scopes, which is assumed to.
   */
  public static boolean coverChannels(Set<String> granted) {
    return cover(granted, YOUTUBE.address, MANAGE);
  }

  /**
   * Whether the consent allows the lists of the YouTube Data API that reports use: channels, videos
   * and playlists. An empty set stands for a consent without a list of scopes, which is assumed to.
   */
  public static boolean coverDataApi(Set<String> granted) {
    return cover(granted, YOUTUBE.address, MANAGE, PARTNER, FORCE_SSL);
  }

  private static boolean cover(Set<String> granted, String... enough) {
    return granted.isEmpty() || Arrays.stream(enough).anyMatch(granted::contains);
  }

  @Override
  public String toString() {
    return shortName();
  }
}
