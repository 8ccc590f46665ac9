// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelListReader;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix channels list}: lists the token records. */
@Command(
    name = "list",
    header = "List the token records with channels, scopes and problems.",
    customSynopsis = "analytix channels list --tokenRecords=LOCATION [--json] [OPTIONS]",
    description = {
      "",
      "Reads every record and prints its content except for tokens. Sends no request to YouTube;"
          + " use 'channels check' to find out whether Google accepts a record."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no record has a problem", "1:wrong usage", "2:some records cannot be used"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels list --tokenRecords=file:tokens",
      "  analytix channels list \\",
      "      --tokenRecords='secretmanager:projects/my-project/secrets/youtube-*'",
      "  analytix channels list ... --json | jq '.[] | select(.usable | not)'",
      "",
      "See also: analytix channels check."
    })
final class ChannelsListCommand extends OptionsCommand {

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  ChannelsListCommand() {
    super(TOKEN_RECORDS);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ListedRecord> records = records(request);
    if (json) {
      JsonOutput.print(records, out);
    } else {
      print(records, out);
    }
    return records.stream().allMatch(ListedRecord::usable) ? ExitCode.OK : ExitCode.PARTIAL;
  }

  private List<ListedRecord> records(RunConfiguration request) throws IOException {
    Instant now = environment().clock().instant();
    try (TokenStore store = request.tokenStore().open();
        ChannelListReader reader = new ChannelListReader(store)) {
      return reader.readAll(store.names(), name -> ListedRecord.read(store, name, now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading the token records was interrupted");
    }
  }

  private void print(List<ListedRecord> records, PrintWriter out) {
    AnsiColors colors = environment().outColors();
    Table table =
        new Table(colors)
            .left("TOKEN RECORD")
            .left("CHANNEL OR CAUSE")
            .leftUnlessEmpty("TITLE")
            .left("CONSENT COVERS");
    for (ListedRecord record : records) {
      String cause = record.cause();
      table.row(
          record.tokenRecord(),
          cause == null
              ? new Table.Cell(channel(record), colors::good)
              : new Table.Cell(cause, colors::bad),
          record.channelTitle() == null ? "" : record.channelTitle(),
          record.cause() == null || !record.scopes().isEmpty()
              ? ListedRecord.names(record.scopes())
              : "");
      if (record.message() != null) {
        table.below(record.message());
      }
    }
    if (!records.isEmpty()) {
      table.lines(environment().outWidth()).forEach(out::println);
      out.println();
    }
    long bad = records.stream().filter(record -> !record.usable()).count();
    String summary =
        String.format(
            Locale.ROOT,
            "%s, %,d cannot be used.",
            Plurals.of(records.size(), "token record"),
            bad);
    out.println(bad == 0 ? colors.good(summary) : colors.bad(summary));
  }

  private static String channel(ListedRecord record) {
    if (record.contentOwner() != null) {
      return Plurals.of(record.channelIds().size(), "channel") + " of " + record.contentOwner();
    }
    return record.channelId() == null ? "not pinned" : record.channelId();
  }
}
