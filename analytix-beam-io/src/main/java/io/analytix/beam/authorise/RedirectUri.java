// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;
import java.util.Optional;

/**
 * The redirect address, always on this machine.
 *
 * @param host the host of the redirect address
 * @param port the port to listen on, 0 for any free port
 * @param uri the registered address, unchanged; empty if the client may use any port
 */
record RedirectUri(String host, int port, Optional<URI> uri) {
  private static final int HTTP_PORT = 80;

  /**
   * Returns the redirect address of this client.
   *
   * @param port the requested port, 0 for any
   * @throws IllegalArgumentException if the client is a web application without such an address
   */
  static RedirectUri of(ClientSecrets client, int port) {
    return client.kind() == ClientSecrets.Kind.INSTALLED
        ? new RedirectUri("127.0.0.1", port, Optional.empty())
        : registered(client, port);
  }

  private static RedirectUri registered(ClientSecrets client, int port) {
    return client.redirectUris().stream()
        .filter(text -> text.startsWith("http://"))
        .map(URI::create)
        .filter(TrustedEndpoint::isLoopback)
        .filter(uri -> port == 0 || portOf(uri) == port)
        .findFirst()
        .map(uri -> new RedirectUri(uri.getHost(), portOf(uri), Optional.of(uri)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the client is a web application without a redirect address on this machine"
                        + (port == 0 ? "" : " at port " + port)
                        + ": register http://127.0.0.1:8080/ for it in the Google Cloud console and"
                        + " download its JSON again, or use a client of type Desktop app"));
  }

  private static int portOf(URI uri) {
    return uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
  }

  /** Returns the address with the port that the server is bound to. */
  URI at(int boundPort) {
    return uri.orElseGet(() -> URI.create("http://" + host + ":" + boundPort + "/"));
  }
}
