// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rule for every address that may receive a secret: https on Google's own hosts, or any port of
 * this machine.
 */
public final class TrustedEndpoint {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(?:::1|0:0:0:0:0:0:0:1)]");

  /** A message shows up to this many characters of an address. */
  private static final int MAX_SHOWN = 200;

  private TrustedEndpoint() {}

  /**
   * * Parses and checks an address.
   *
   * @param what the option or field that names the address, for the message
   * @throws IllegalArgumentException if the address is neither Google's nor loopback
   */
  public static URI check(String what, String address) {
    URI uri = parse(what, address);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean google = host.endsWith(".googleapis.com") || host.equals("accounts.google.com");
    boolean trusted = isLoopback(uri) ? scheme.matches("https?") : google && scheme.equals("https");
    if (!trusted || uri.getUserInfo() != null) {
      throw refusal(what, address);
    }
    return uri;
  }

  /** Whether the address is a loopback address. */
  public static boolean isLoopback(URI uri) {
    return uri.getHost() != null
        && LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private static URI parse(String what, String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw refusal(what, address);
    }
  }

  private static IllegalArgumentException refusal(String what, String address) {
    return new IllegalArgumentException(
        what
            + " is '"
            + shown(address)
            + "', but must be https on *.googleapis.com or accounts.google.com, or an address of"
            + " this machine such as http://127.0.0.1:8080");
  }

  private static String shown(String address) {
    String text = PrintableText.of(address);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
