// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.Outputs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import io.analytix.beam.pipelines.output.Output;
import io.analytix.beam.pipelines.output.StoredRows;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.storage.ArchiveFolder;
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

/** {@code analytix channels forget}: deletes token records and rows after a consent has ended. */
@Command(
    name = "forget",
    header = "Delete token records and, with --rows, the stored rows of their channels.",
    customSynopsis =
        "analytix channels forget NAME... --tokenRecords=LOCATION%n"
            + "                         [--rows --output=FOLDER [--archive=FOLDER]] [--yes] [OPTIONS]%n"
            + "       analytix channels forget CHANNEL... --tokenRecords=LOCATION%n"
            + "                         --rows --tables=LIST --output=FOLDER [--yes] [OPTIONS]",
    description = {
      "",
      "You may keep a channel's data only while its owner consents. Deletes the record with all its"
          + " versions; the owner withdraws the consent itself at myaccount.google.com. With --rows"
          + " also deletes the channel's rows from every table in the output, with its bulk files,"
          + " and from the archive that --archive names; outcomes of runs stay, because they"
          + " contain no metrics. Asks for confirmation first. Use the channel id for a channel"
          + " whose record is already deleted, @OWNER for a content owner.",
      "",
      "With --tables only deletes the channels' rows in these tables, such as those of a report that"
          + " is no longer requested; token records, bulk files and the archive stay. Then a channel"
          + " of a content owner is CHANNEL@OWNER."
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
      description = "Names of token records, channel ids, or @OWNER for a content owner.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--rows", description = "Delete the channels' rows from the output, too.")
  private boolean rows;

  @Option(
      names = "--tables",
      paramLabel = "LIST",
      split = ",",
      description = "Delete rows of these tables only, and no token records.")
  private List<String> tables = new ArrayList<>();

  @Option(names = "--yes", description = "Skip the confirmation.")
  private boolean yes;

  /**
   * The records and rows to delete.
   *
   * @param records names of token records
   * @param channels channels whose rows are deleted; empty without {@code --rows}
   * @param contentOwners content owners of which no record remains; empty without {@code --rows}
   */
  private record DeletionPlan(
      Set<String> records, Set<ChannelIdentity> channels, Set<String> contentOwners) {}

  ChannelsForgetCommand() {
    super(TOKEN_RECORDS, "output", "outputDataset", "archive");
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    Optional<Output> output = Outputs.find(options);
    if (!rows && options.getArchive() != null) {
      throw new UsageException("--archive is emptied with --rows only: add --rows");
    }
    if (!tables.isEmpty() && (!rows || options.getArchive() != null)) {
      throw new UsageException(
          "--tables limits the rows to delete: use it with --rows and without --archive");
    }
    if (rows && output.isEmpty()) {
      throw new UsageException("--output is missing: with --rows, set --output or --outputDataset");
    }
    try (TokenStore store = request.tokenStore().open()) {
      List<ChannelRef> all = CredentialStores.all(store).all();
      DeletionPlan plan = tables.isEmpty() ? find(all) : findRows(all);
      printPlan(plan, options, output, err);
      if (!yes && !confirmed(err)) {
        err.println("analytix: not confirmed, nothing deleted; --yes skips the confirmation");
        return ExitCode.ERROR;
      }
      if (rows) {
        try (StoredRows stored = output.orElseThrow().openRows()) {
          forget(store, plan.records(), out);
          for (ChannelIdentity channel : plan.channels()) {
            out.printf(
                Locale.ROOT,
                "Deleted %,d rows of %s.%n",
                stored.forget(channel, Set.copyOf(tables)),
                name(channel));
          }
          for (String owner : plan.contentOwners()) {
            out.printf(
                Locale.ROOT,
                "Deleted %,d rows of content owner %s.%n",
                stored.forgetContentOwner(owner),
                PrintableText.of(owner));
          }
        }
        forgetArchived(plan, options, out);
      } else {
        forget(store, plan.records(), out);
      }
      return ExitCode.OK;
    }
  }

  private DeletionPlan find(List<ChannelRef> all) {
    Set<String> records = new TreeSet<>();
    Set<ChannelIdentity> channels =
        new TreeSet<>(Comparator.comparing(ChannelsForgetCommand::name));
    Set<String> contentOwners = new TreeSet<>();
    for (String name : names) {
      if (rows && name.startsWith("@")) {
        contentOwners.add(ownerWithoutRecord(name.substring(1), all));
        continue;
      }
      List<ChannelRef> found = all.stream().filter(ref -> ref.isOneOf(Set.of(name))).toList();
      if (found.isEmpty() && !(rows && ChannelId.isValid(name))) {
        throw new UsageException("no token record has the name or channel id '" + name + "'");
      }
      found.forEach(ref -> records.add(ref.tokenRecord()));
      checkWhole(name, found, all);
      if (rows) {
        channels.addAll(channels(name, found));
      }
    }
    for (ChannelIdentity channel : channels) {
      String owner = channel.contentOwner();
      if (owner != null && recordOf(owner, records, all).isEmpty()) {
        contentOwners.add(owner);
      }
    }
    channels.removeIf(channel -> contentOwners.contains(String.valueOf(channel.contentOwner())));
    return new DeletionPlan(records, channels, contentOwners);
  }

  /** The channels whose rows of some tables are deleted; the records stay. */
  private DeletionPlan findRows(List<ChannelRef> all) {
    Set<ChannelIdentity> channels =
        new TreeSet<>(Comparator.comparing(ChannelsForgetCommand::name));
    for (String name : names) {
      int at = name.indexOf('@');
      List<ChannelRef> found = all.stream().filter(ref -> ref.isOneOf(Set.of(name))).toList();
      if (at > 0) {
        channels.add(new ChannelIdentity(name.substring(0, at), name.substring(at + 1)));
      } else if (ChannelId.isValid(name)) {
        channels.add(new ChannelIdentity(name, null));
      } else if (found.isEmpty()) {
        throw new UsageException(
            "'" + name + "' is no channel id, no CHANNEL@OWNER, and no token record has that name");
      } else {
        channels.addAll(channels(name, found));
      }
    }
    return new DeletionPlan(Set.of(), channels, Set.of());
  }

  /** A record of a content owner other than these. */
  private static Optional<String> recordOf(
      String contentOwner, Set<String> deleted, List<ChannelRef> all) {
    return all.stream()
        .filter(ref -> contentOwner.equals(ref.contentOwner()))
        .map(ChannelRef::tokenRecord)
        .filter(record -> !deleted.contains(record))
        .findFirst();
  }

  private static String ownerWithoutRecord(String contentOwner, List<ChannelRef> all) {
    recordOf(contentOwner, Set.of(), all)
        .ifPresent(
            record -> {
              throw new UsageException(
                  "content owner %s has the token record '%s': name the record instead"
                      .formatted(contentOwner, record));
            });
    return contentOwner;
  }

  /** Rejects one channel of a content owner's record, which is deleted with all its channels. */
  private static void checkWhole(String name, List<ChannelRef> found, List<ChannelRef> all) {
    for (ChannelRef ref : found) {
      long others =
          all.stream()
              .filter(other -> other.tokenRecord().equals(ref.tokenRecord()))
              .filter(other -> !other.isOneOf(Set.of(name)))
              .count();
      if (others > 0) {
        throw new UsageException(
            "record '%s' of %s also has %s: remove the channel from its channel_ids, or name the record to delete all"
                .formatted(ref.tokenRecord(), name, Plurals.of(others, "other channel")));
      }
    }
  }

  /** The channels of a name; a channel without a record has rows of its own consent. */
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
                + "' has no channel id: delete it without --rows, then delete its rows by channel"
                + " id");
      }
      channels.add(new ChannelIdentity(id, ref.contentOwner()));
    }
    return channels;
  }

  private static String name(ChannelIdentity channel) {
    String owner = channel.contentOwner();
    return channel.channelId() + (owner == null ? "" : " for content owner " + owner);
  }

  private void printPlan(
      DeletionPlan plan, AnalytixOptions options, Optional<Output> output, PrintWriter err) {
    plan.records()
        .forEach(
            name ->
                err.println(
                    PrintableText.of(
                        "To be deleted: record " + name + " in " + options.getTokenRecords())));
    plan.channels()
        .forEach(
            channel ->
                err.println(
                    PrintableText.of(
                        "To be deleted: rows of "
                            + name(channel)
                            + (tables.isEmpty() ? "" : " in " + String.join(", ", tables))
                            + " in "
                            + output.orElseThrow())));
    plan.contentOwners()
        .forEach(
            owner ->
                err.println(
                    PrintableText.of(
                        "To be deleted: rows of content owner "
                            + owner
                            + " in "
                            + output.orElseThrow())));
  }

  private boolean confirmed(PrintWriter err) throws IOException {
    err.print("Type yes to continue: ");
    err.flush();
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(environment().input(), StandardCharsets.UTF_8));
    String answer = typed.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("yes");
  }

  private static void forgetArchived(DeletionPlan plan, AnalytixOptions options, PrintWriter out)
      throws IOException {
    String address = options.getArchive();
    if (address == null || address.isBlank()) {
      return;
    }
    ArchiveFolder archive = ParquetOutput.at(address.strip(), options).archive();
    Set<String> owners = new TreeSet<>(plan.contentOwners());
    plan.channels().stream()
        .filter(channel -> channel.contentOwner() == null)
        .forEach(channel -> owners.add(channel.channelId()));
    for (String owner : owners) {
      out.printf(
          Locale.ROOT,
          "Deleted %,d archived files of %s.%n",
          archive.forget(owner),
          PrintableText.of(owner));
    }
  }

  private static void forget(TokenStore store, Set<String> records, PrintWriter out)
      throws IOException {
    for (String record : records) {
      try {
        store.delete(record);
      } catch (TokenRecordException e) {
        throw new IOException("record '" + record + "': " + e.getMessage(), e);
      }
      out.println(PrintableText.of("Deleted record " + record + "."));
    }
  }
}
