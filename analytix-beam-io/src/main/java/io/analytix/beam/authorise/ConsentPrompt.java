// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.net.URI;

/** Leads a person to Google's consent page: opens a browser, prints the address, or both. */
@FunctionalInterface
public interface ConsentPrompt {
  /** Shows where to go. Returns at once: the answer arrives elsewhere. */
  void show(URI consentPage);
}
