// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.PendingConsent;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.internal.access.ChannelChecks;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.NetworkRequirement;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix channels check}: validates the token records. */
@Command(
    name = "check",
    header = "Validate the token records; show why a record cannot be used.",
    customSynopsis =
        "analytix channels check --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                        [--reports=NAMES] [--json] [OPTIONS]",
    description = {
      "",
      "Refreshes the access token of each record, looks up its channel if the consent allows it"
          + " (youtube.readonly; one unit of the Data API), and checks the scopes. Records that"
          + " cannot be used are listed with cause and remedy, consents by link that are still"
          + " missing with the expiry of the link. Requests no report, so it does not"
          + " show whether a channel is monetised. Never prints tokens.",
      "",
      "MONEY and DATA API show whether the scopes cover reports of revenue, and reports that use"
          + " the YouTube Data API. Below, the tables are listed that a run cannot fill: of all"
          + " reports, or of those in --reports and --reportsFile."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all records can be used",
      "1:wrong usage",
      "2:some records cannot be used, some consents are missing, or some lack a scope that a report"
          + " in --reports or --reportsFile needs"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels check --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "  analytix channels check --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json --channels=alpine-baker,UC...",
      "  analytix channels check ... --reports=channel_daily,videos",
      "  analytix channels check ... --json | jq '.[] | select(.usable | not)'",
      "",
      "See also: analytix authorise, to renew a consent."
    })
final class ChannelsCheckCommand extends OptionsCommand {

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  ChannelsCheckCommand() {
    super(ACCOUNTS, "channels", "maxInFlight", "reports", "reportsFile");
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    NetworkRequirement network = network(request, request.endpoints().dataApiRoot());
    ChannelChecks checks =
        CredentialStores.checks(request, request.tokenStore(), environment().clock());
    List<PendingConsent> pending =
        request.channels().isEmpty()
            ? PendingFolder.of(String.valueOf(options.getTokenRecords()), environment()).list()
            : List.of();
    network.beforeCredentials();
    List<ChannelRef> channels = CredentialStores.channels(request, !pending.isEmpty()).all();
    List<PendingConsent> missing = missing(pending, channels);
    if (!channels.isEmpty()) {
      network.beforeRequests();
    }
    List<ChannelCheck> checked;
    try (StatusLine line = new StatusLine(err, environment())) {
      checked = checks.check(channels, line.counting("%,d of %,d checked", channels.size()));
    }
    Instant now = environment().clock().instant();
    Set<String> readable = readableByOthers(request);
    Map<String, Long> accounts = CheckPrinter.recordsByAccount(checked);
    ScopeCoverage scopes = ScopeCoverage.of(options, request);
    if (json) {
      Stream<CheckedRecord> records =
          checked.stream().map(check -> CheckedRecord.of(check, readable, accounts, scopes));
      Stream<CheckedRecord> absent =
          missing.stream().map(consent -> CheckedRecord.missing(consent, now));
      JsonOutput.print(Stream.concat(records, absent).toList(), out);
    } else {
      CheckPrinter printer = new CheckPrinter(out, environment(), now);
      printer.print(checked, missing);
      printer.explain(scopes.gaps(checked));
      printer.warnOfAccounts(accounts);
      printer.warnOfReadable(
          checked.stream()
              .map(check -> check.ref().tokenRecord())
              .distinct()
              .filter(readable::contains)
              .toList());
    }
    boolean covered = !scopes.chosen() || scopes.gaps(checked).isEmpty();
    return covered && missing.isEmpty() && checked.stream().allMatch(ChannelCheck::isUsable)
        ? ExitCode.OK
        : ExitCode.PARTIAL;
  }

  /** The pending consents without a record. */
  private static List<PendingConsent> missing(
      List<PendingConsent> pending, List<ChannelRef> channels) {
    Set<String> present =
        channels.stream().map(ChannelRef::tokenRecord).collect(Collectors.toSet());
    return pending.stream()
        .filter(consent -> consent.record() == null || !present.contains(consent.record()))
        .toList();
  }

  private static Set<String> readableByOthers(RunConfiguration request) throws IOException {
    try (TokenStore store = request.tokenStore().open()) {
      return store instanceof FileTokenStore files
          ? Set.copyOf(files.readableByOthers())
          : Set.of();
    }
  }
}
