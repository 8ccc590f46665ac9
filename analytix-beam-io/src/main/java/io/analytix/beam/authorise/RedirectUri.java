// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.TrustedEndpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The redirect address, always on this machine.
 *
 * @param host the host of the redirect address
 * @param port the port to listen on, 0 for any free port
 * @param path the path of the redirect address, possibly empty
 * @param uri the registered address, unchanged; empty if the client may use any port
 */
record RedirectUri(String host, int port, String path, Optional<URI> uri) {
  private static final URI ANY_PORT = URI.create("http://127.0.0.1/");
  private static final int HTTP_PORT = 80;
  private static final int FIRST_FREE_PORT = 1024;

  /**
   * Returns the redirect address of this client.
   *
   * @param port the requested port, 0 for any
   * @throws IllegalArgumentException if the client is a web application without such an address
   */
  static RedirectUri of(ClientSecrets client, int port) {
    return client.kind() == ClientSecrets.Kind.INSTALLED
        ? ofDesktop(client, port)
        : registered(client, port);
  }

  /**
   * A desktop application may use any port of its registered host and path (RFC 8252, section 7.3).
   * Google registers {@code http://localhost} and also accepts 127.0.0.1 for it.
   */
  private static RedirectUri ofDesktop(ClientSecrets client, int port) {
    URI uri =
        loopback(client)
            .filter(address -> !address.toString().matches("(?i)http://localhost/?"))
            .findFirst()
            .orElse(ANY_PORT);
    int listened = port == 0 ? Math.max(0, uri.getPort()) : port;
    return new RedirectUri(uri.getHost(), listened, uri.getRawPath(), Optional.empty());
  }

  private static Stream<URI> loopback(ClientSecrets client) {
    return client.redirectUris().stream()
        .filter(text -> text.startsWith("http://"))
        .flatMap(RedirectUri::parsed)
        .filter(TrustedEndpoint::isLoopback);
  }

  private static RedirectUri registered(ClientSecrets client, int port) {
    return loopback(client)
        .filter(uri -> port == 0 || portOf(uri) == port)
        .min(Comparator.comparing(RedirectUri::isPrivileged))
        .map(uri -> new RedirectUri(uri.getHost(), portOf(uri), uri.getRawPath(), Optional.of(uri)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the client is a web application without a redirect address on this machine"
                        + (port == 0 ? "" : " at port " + port)
                        + ": register http://127.0.0.1:8080/ for it in the Google Cloud console and"
                        + " download its JSON again, or use a client of type Desktop app"));
  }

  private static Stream<URI> parsed(String text) {
    try {
      return Stream.of(new URI(text));
    } catch (URISyntaxException e) {
      return Stream.empty();
    }
  }

  /** An address without a port means port 80, on which most users may not listen. */
  private static boolean isPrivileged(URI uri) {
    return portOf(uri) < FIRST_FREE_PORT;
  }

  private static int portOf(URI uri) {
    return uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
  }

  /** Returns the address with the port that the server is bound to. */
  URI at(int boundPort) {
    return uri.orElseGet(() -> URI.create("http://" + host + ":" + boundPort + path));
  }
}
