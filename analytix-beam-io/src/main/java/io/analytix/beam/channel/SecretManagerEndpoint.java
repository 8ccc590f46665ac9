// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.Serializable;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of Secret Manager: Google's, with encryption and the machine's default credentials,
 * or a server on this machine, which is called in plain text and without credentials.
 *
 * @param hostAndPort host and port on this machine, such as {@code 127.0.0.1:8085}; null for
 *     Google's address
 */
public record SecretManagerEndpoint(@Nullable String hostAndPort) implements Serializable {
  /** Google's address. */
  public static final SecretManagerEndpoint GOOGLE = new SecretManagerEndpoint(null);

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+):\\d{1,5}");

  /** Rejects an address that is not on this machine, because the requests are not encrypted. */
  public SecretManagerEndpoint {
    if (hostAndPort != null && !isOfThisMachine(hostAndPort)) {
      throw new IllegalArgumentException(
          "secretManagerEndpoint is '"
              + hostAndPort
              + "', but must be host:port of this machine, such as 127.0.0.1:8085: requests to"
              + " it are neither encrypted nor authorised");
    }
  }

  private static boolean isOfThisMachine(String hostAndPort) {
    return FORM.matcher(hostAndPort).matches()
        && TrustedEndpoint.isLoopback(URI.create("http://" + hostAndPort));
  }
}
