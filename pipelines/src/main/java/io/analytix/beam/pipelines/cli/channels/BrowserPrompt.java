// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.ConsentPrompt;
import java.io.PrintWriter;
import java.net.URI;

/** Opens Google's consent page in a browser, if there is one, and prints its address. */
record BrowserPrompt(DesktopBrowser browser, PrintWriter err) implements ConsentPrompt {
  @Override
  public void show(URI consentPage) {
    err.println(
        browser.open(consentPage)
            ? "Google's consent page opens in your browser. If it does not, open this address:"
            : "Open this address in a browser on this machine:");
    err.println();
    err.println("  " + consentPage);
    err.println();
    err.println("Waiting for the consent…");
    err.flush();
  }
}
