// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.ConsentPrompt;
import java.io.PrintWriter;
import java.net.URI;

/** Opens Google's page where there is a browser, and prints its address in any case. */
record BrowserPrompt(DesktopBrowser browser, PrintWriter err) implements ConsentPrompt {
  @Override
  public void show(URI consentPage) {
    err.println(
        browser.open(consentPage)
            ? "Your browser shows Google's page. If it does not, open this address:"
            : "Open this address in a browser on this machine:");
    err.println();
    err.println("  " + consentPage);
    err.println();
    err.println("Waiting for the answer…");
    err.flush();
  }
}
