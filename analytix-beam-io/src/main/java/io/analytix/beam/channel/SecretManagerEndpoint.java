// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.Serializable;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Secret Manager is: at Google's, with encryption and the credentials that the machine has,
 * or a server on this very machine, which is spoken to in plain text and gets no credentials.
 *
 * @param hostAndPort an address of this machine, such as {@code 127.0.0.1:8085}; null for Google's
 */
public record SecretManagerEndpoint(@Nullable String hostAndPort) implements Serializable {
  /** Google's own. */
  public static final SecretManagerEndpoint GOOGLE = new SecretManagerEndpoint(null);

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+):\\d{1,5}");

  /** Refuses an address that is not of this machine, since nothing would protect what is sent. */
  public SecretManagerEndpoint {
    if (hostAndPort != null && !isOfThisMachine(hostAndPort)) {
      throw new IllegalArgumentException(
          "secretManagerEndpoint is '"
              + hostAndPort
              + "', but must be host:port of this machine, such as 127.0.0.1:8085: what is sent"
              + " there is neither encrypted nor authorised");
    }
  }

  private static boolean isOfThisMachine(String hostAndPort) {
    return FORM.matcher(hostAndPort).matches()
        && TrustedEndpoint.isLoopback(URI.create("http://" + hostAndPort));
  }
}
