// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.output.StoredRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analytix channels forget}: a consent has ended. */
@Command(
    name = "forget",
    header = "Delete token records and, with --rows, the stored rows of their channels.",
    customSynopsis =
        "analytix channels forget NAME... --tokenRecords=WHERE%n"
            + "                         [--rows --output=FOLDER] [--yes] [OPTIONS]",
    description = {
      "",
      "A channel's figures may be kept only as long as its owner consents. Deletes the record"
          + " with all its versions. The consent itself remains until its owner withdraws it at"
          + " myaccount.google.com. With --rows, also deletes the channel's rows from every"
          + " table in the output. The outcomes of past runs stay; they contain no figures. Asks"
          + " for confirmation first. If a channel has no record any more, give its channel id."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:deleted", "1:wrong usage, or not confirmed"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels forget alpine-baker --tokenRecords=file:tokens",
      "  analytix channels forget alpine-baker --tokenRecords=file:tokens \\",
      "      --rows --output=youtube",
      "",
      "See also: analytix channels list."
    })
final class ChannelsForgetCommand extends OptionsCommand {
  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "Names of token records, or channel ids.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--rows", description = "Also delete the channels' rows from the output.")
  private boolean rows;

  @Option(names = "--yes", description = "Do not ask for confirmation.")
  private boolean yes;

  @Override
  public boolean takes(String option) {
    return option.equals("output")
        || option.equals("outputDataset")
        || (isOfAccounts(option) && !option.equals("clientSecrets") && !option.endsWith("RootUrl"));
  }

  /**
   * What is to be removed.
   *
   * @param records by their names
   * @param channels whose rows; none unless they were asked for
   */
  private record Condemned(Set<String> records, Set<ChannelIdentity> channels) {}

  @Override
  public int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    Optional<Output> output = Outputs.find(options);
    if (rows && output.isEmpty()) {
      throw new UsageException(
          "--output is missing: --rows needs the folder that has the rows, or --outputDataset");
    }
    try (TokenStore store = request.tokenStore().open()) {
      Condemned condemned = find(CredentialStores.all(store));
      tell(condemned, options, output, err);
      if (!yes && !confirmed(err)) {
        err.println("analytix: not confirmed, so nothing was removed; --yes does not ask");
        return Analytix.BROKEN;
      }
      if (rows) {
        try (StoredRows stored = output.orElseThrow().openRows()) {
          forget(store, condemned.records(), out);
          for (ChannelIdentity channel : condemned.channels()) {
            out.printf(
                Locale.ROOT, "%,d rows of %s are gone.%n", stored.forget(channel), name(channel));
          }
        }
      } else {
        forget(store, condemned.records(), out);
      }
      return 0;
    }
  }

  private Condemned find(List<ChannelRef> roster) {
    Set<String> records = new TreeSet<>();
    Set<ChannelIdentity> channels =
        new TreeSet<>(Comparator.comparing(ChannelsForgetCommand::name));
    for (String name : names) {
      List<ChannelRef> found = roster.stream().filter(ref -> ref.isOneOf(Set.of(name))).toList();
      if (found.isEmpty() && !(rows && ChannelId.isOne(name))) {
        throw new UsageException("no token record has the name or channel id '" + name + "'");
      }
      found.forEach(ref -> records.add(ref.tokenRecord()));
      checkWhole(name, found, roster);
      if (rows) {
        channels.addAll(channels(name, found));
      }
    }
    return new Condemned(records, channels);
  }

  /** A content owner's record goes with all its channels, so it must be meant. */
  private static void checkWhole(String name, List<ChannelRef> found, List<ChannelRef> roster) {
    for (ChannelRef ref : found) {
      long others =
          roster.stream()
              .filter(other -> other.tokenRecord().equals(ref.tokenRecord()))
              .filter(other -> !other.isOneOf(Set.of(name)))
              .count();
      if (others > 0) {
        throw new UsageException(
            "record '%s' of %s speaks for %s, too: take the channel out of its channel_ids, or name the record to forget all"
                .formatted(ref.tokenRecord(), name, Plurals.of(others, "other channel")));
      }
    }
  }

  /** A record that is gone already leaves rows of its channel's own consent. */
  private static List<ChannelIdentity> channels(String name, List<ChannelRef> found) {
    if (found.isEmpty()) {
      return List.of(new ChannelIdentity(name, null));
    }
    List<ChannelIdentity> channels = new ArrayList<>();
    for (ChannelRef ref : found) {
      String id = ref.channelId();
      if (id == null) {
        throw new UsageException(
            "record '"
                + ref.tokenRecord()
                + "' does not tell whose channel it is: forget it without --rows, and then its"
                + " rows by the channel's id");
      }
      channels.add(new ChannelIdentity(id, ref.contentOwner()));
    }
    return channels;
  }

  private static String name(ChannelIdentity channel) {
    String owner = channel.contentOwner();
    return channel.channelId() + (owner == null ? "" : " for content owner " + owner);
  }

  private void tell(
      Condemned condemned, AnalytixOptions options, Optional<Output> output, PrintWriter err) {
    condemned
        .records()
        .forEach(
            name ->
                err.println("To be removed: record " + name + " in " + options.getTokenRecords()));
    condemned
        .channels()
        .forEach(
            channel ->
                err.println(
                    "To be removed: rows of " + name(channel) + " in " + output.orElseThrow()));
  }

  private boolean confirmed(PrintWriter err) throws IOException {
    err.print("Type yes to go on: ");
    err.flush();
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(surroundings().input(), StandardCharsets.UTF_8));
    String answer = typed.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }

  private static void forget(TokenStore store, Set<String> records, PrintWriter out)
      throws IOException {
    for (String record : records) {
      try {
        store.delete(record);
      } catch (TokenRecordException e) {
        throw new IOException("record '" + record + "': " + e.getMessage(), e);
      }
      out.println("Record " + record + " is gone.");
    }
  }
}
