// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.net.URI;

/** Shows Google's consent page to the user: opens a browser, prints the address, or both. */
@FunctionalInterface
public interface ConsentPrompt {
  /** Shows the address. Returns immediately: the response arrives at the loopback server. */
  void show(URI consentPage);
}
