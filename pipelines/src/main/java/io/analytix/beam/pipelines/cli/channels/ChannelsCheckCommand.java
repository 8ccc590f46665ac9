// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.internal.access.ChannelChecks;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix channels check}: validates the token records. */
@Command(
    name = "check",
    header = "Validate the token records; show why a record cannot be used.",
    customSynopsis =
        "analytix channels check --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                        [--json] [OPTIONS]",
    description = {
      "",
      "Refreshes the access token of each record, looks up its channel if the consent allows it"
          + " (youtube.readonly; one unit of the Data API), and checks the scopes. Records that"
          + " cannot be used are listed with cause and remedy. Requests no report, so it does not"
          + " show whether a channel is monetised. Never prints tokens."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all records can be used", "1:wrong usage", "2:some records cannot be used"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels check --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "  analytix channels check --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json --channels=alpine-baker,UC...",
      "  analytix channels check ... --json | jq '.[] | select(.usable | not)'",
      "",
      "See also: analytix authorise, to renew a consent."
    })
final class ChannelsCheckCommand extends OptionsCommand {

  private static final Set<String> OPTIONS = Set.of("channels", "maxInFlight");

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public boolean takes(String option) {
    return isOfAccounts(option) || OPTIONS.contains(option);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    ChannelChecks checks =
        new ChannelChecks(
            request.tokenStore(),
            request.client(),
            request.endpoints(),
            RetryPolicy.DEFAULT,
            request.maxInFlight(),
            environment().clock());
    List<ChannelRef> channels = CredentialStores.channels(request);
    List<ChannelCheck> checked;
    try (StatusLine line = new StatusLine(err, environment())) {
      checked = checks.check(channels, line.counting("%,d of %,d checked", channels.size()));
    }
    Instant now = environment().clock().instant();
    if (json) {
      JsonOutput.print(checked.stream().map(check -> CheckedRecord.of(check)).toList(), out);
    } else {
      new CheckPrinter(out, environment().outColors(), now).print(checked);
    }
    return checked.stream().allMatch(ChannelCheck::isUsable) ? ExitCode.OK : ExitCode.PARTIAL;
  }
}
