// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.AuthoriseRequest;
import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.authorise.Authoriser;
import io.analytix.beam.authorise.ConsentException;
import io.analytix.beam.authorise.PendingConsent;
import io.analytix.beam.authorise.PendingConsents;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.Plurals;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prints links for the owners of channels, and completes their consents.
 *
 * @param out receives one line for each link: the record, a tab and the link
 * @param err receives what to do with them, and failures
 */
record ConsentLinks(
    Authoriser authoriser, PendingConsents pending, PrintWriter out, PrintWriter err) {

  /** Prints a link for each request whose stored record does not work without a consent. */
  ExitCode print(List<AuthoriseRequest> requests) throws IOException, InterruptedException {
    int links = 0;
    int failed = 0;
    @Nullable Instant expiresAt = null;
    for (AuthoriseRequest request : requests) {
      String name = request.record() == null ? "" : request.record();
      try {
        Optional<AuthorisedChannel> known = authoriser.authoriseStored(request);
        if (known.isPresent()) {
          err.println(name + ": authorised already; --force makes a link nevertheless");
          continue;
        }
        PendingConsent made = authoriser.link(request, pending);
        out.println(name.isEmpty() ? made.link().toString() : name + "\t" + made.link());
        expiresAt = made.expiresAt();
        links++;
      } catch (ConsentException e) {
        failed++;
        err.println("analytix: record '" + name + "': " + e.getMessage());
        err.println(e.remedy());
      } catch (TokenRecordException e) {
        failed++;
        err.println(
            "analytix: record '" + name + "': " + e.getMessage() + ": replace it with --force");
      }
    }
    if (links > 0) {
      explain(links, String.valueOf(expiresAt));
    }
    return failed == 0 ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private void explain(int links, String expiresAt) {
    err.println();
    err.println(
        "Send "
            + Plurals.of(links, "link")
            + " to the channels' owners. After the consent, the browser shows that it cannot open"
            + " 127.0.0.1: the owner sends back the address of that page. Complete it within some"
            + " minutes, because Google's codes expire soon:");
    err.println("  analytix authorise --answer=ADDRESS … (with - it reads one address a line)");
    err.println("The links are valid until " + expiresAt + ".");
  }

  /** Completes the consents of these addresses, in any order. */
  ExitCode complete(List<String> addresses, RecordPrinter printer)
      throws IOException, InterruptedException {
    boolean failed = false;
    for (String address : addresses) {
      Optional<PendingConsent> asked = pending.find(address);
      try {
        printer.printAuthorised(authoriser.answer(address, pending));
      } catch (ConsentException e) {
        failed = true;
        err.println("analytix: " + asked.map(ConsentLinks::name).orElse("") + e.getMessage());
        err.println(e.remedy() + " Nothing was saved.");
        asked
            .filter(link -> !(e instanceof ConsentException.NoAnswer))
            .ifPresent(
                link ->
                    err.println(
                        "The link stays valid until "
                            + link.expiresAt().atZone(ZoneOffset.UTC).toLocalDate()
                            + ": the owner can open it again."));
      }
    }
    return failed ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private static String name(PendingConsent link) {
    return link.record() == null ? "" : "record '" + PrintableText.of(link.record()) + "': ";
  }
}
