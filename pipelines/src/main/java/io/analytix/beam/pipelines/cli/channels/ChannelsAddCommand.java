// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.channel.TokenStoreDeniedException;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.internal.file.FileProblem;
import io.analytix.beam.internal.file.SmallFile;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analytix channels add}: adds an existing token record to a store. */
@Command(
    name = "add",
    header = "Add an existing token record, such as analytix's tokens.json.",
    customSynopsis =
        "analytix channels add [FILE] --tokenRecords=LOCATION%n"
            + "                      [--clientSecrets=LOCATION] [--record=NAME]%n"
            + "                      [--force] [OPTIONS]",
    description = {
      "",
      "Reads and validates a record from a JSON file or the standard input. With --clientSecrets it"
          + " also refreshes the access token and, if the consent allows it, looks up the channel,"
          + " whose id is saved in the record. After an error, nothing is saved. Never prints"
          + " tokens."
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:added",
      "1:wrong usage, or the file is not a token record",
      "2:the record cannot be used, nothing saved"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix channels add tokens.json --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "  analytix channels add --record=alpine-baker <tokens.json \\",
      "      --tokenRecords='secretmanager:projects/my-project/secrets/youtube-*'",
      "",
      "See also: analytix authorise, to create a record with a new consent."
    })
final class ChannelsAddCommand extends OptionsCommand {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = STANDARD_INPUT,
      description = "The JSON file; - or nothing for standard input.")
  private String file = STANDARD_INPUT;

  @Option(
      names = "--record",
      paramLabel = "NAME",
      description = "Name of the token record. Default: the channel id.")
  private @Nullable String name;

  @Option(names = "--force", description = "Replace an existing record of this name.")
  private boolean force;

  ChannelsAddCommand() {
    super(ACCOUNTS, NEW_RECORDS);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    TokenRecord record = parsed();
    if (name != null) {
      checkName(name, request);
    }
    String pinned = record.channelId();
    if (options.getClientSecrets() != null) {
      InMemoryTokenStore store = new InMemoryTokenStore(name == null ? "record" : name, record);
      ChannelCheck check = check(store, request);
      Failure failure = check.failure();
      if (failure != null) {
        err.println("analytix: " + failure.cause() + ": " + failure.message());
        err.println(failure.remedy() + " Nothing was saved.");
        return ExitCode.PARTIAL;
      }
      record = store.record();
      if (record.contentOwner() == null) {
        pinned = check.channelId();
        record = check.title() == null ? record : record.withChannelTitle(check.title());
      }
    } else if (pinned == null && name != null && ChannelId.isValid(name)) {
      pinned = name;
    }
    try {
      save(pinned == null ? record : record.withChannelId(pinned), request);
    } catch (TokenStoreDeniedException e) {
      err.println("analytix: " + e.getMessage());
      err.println("Nothing was saved.");
      return ExitCode.PARTIAL;
    }
    new RecordPrinter(out, environment().outColors(), String.valueOf(options.getTokenRecords()))
        .printAdded(name(record, pinned), pinned, record, options.getClientSecrets() != null);
    return ExitCode.OK;
  }

  private TokenRecord parsed() {
    String from = file.equals(STANDARD_INPUT) ? "the standard input" : "'" + file + "'";
    TokenRecord record;
    try {
      record = TokenRecord.parse(content());
    } catch (TokenRecordException e) {
      throw new UsageException(
          from
              + " cannot be used: "
              + e.getMessage()
              + ": use a token record as analytix saves it");
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + from);
    } catch (IOException e) {
      throw new UsageException(from + " cannot be read: " + FileProblem.of(e));
    } catch (InvalidPathException e) {
      throw new UsageException(from + " is not a valid file name");
    }
    if (!ConsentScope.coverReports(record.scopes())) {
      throw new UsageException(
          from
              + " cannot be used: the consent does not cover reports: run 'analytix authorise' with"
              + " the scope yt-analytics.readonly");
    }
    return record;
  }

  private byte[] content() throws IOException {
    return file.equals(STANDARD_INPUT)
        ? SmallFile.read(environment().input())
        : SmallFile.read(Path.of(file));
  }

  private ChannelCheck check(InMemoryTokenStore store, RunConfiguration request)
      throws IOException {
    List<ChannelCheck> checks =
        CredentialStores.checks(request, () -> store, environment().clock())
            .check(ChannelList.read(store, store.names().get(0)), check -> {});
    return checks.stream().filter(check -> !check.isUsable()).findFirst().orElse(checks.get(0));
  }

  private String name(TokenRecord record, @Nullable String channelId) {
    if (name != null) {
      return name;
    }
    if (channelId != null) {
      return channelId;
    }
    String owner = record.contentOwner();
    if (owner != null) {
      return owner;
    }
    throw new UsageException(
        "--record is missing: the record has no channel id. Set a name, or set --clientSecrets to"
            + " look up the channel");
  }

  private void save(TokenRecord record, RunConfiguration request) throws IOException {
    String as = name(record, record.channelId());
    checkName(as, request);
    try (TokenStore store = request.tokenStore().open()) {
      store.save(as, record);
    } catch (TokenRecordException e) {
      throw new UsageException("--record is '" + PrintableText.of(as) + "': " + e.getMessage());
    }
  }

  /** Before the refresh token is used, which may rotate it. */
  private void checkName(String as, RunConfiguration request) throws IOException {
    try (TokenStore store = request.tokenStore().open()) {
      store.checkSavable(as);
      if (!force && store.contains(as)) {
        throw new UsageException("there is a record '" + as + "' already: replace it with --force");
      }
    } catch (TokenRecordException e) {
      throw new UsageException("--record is '" + PrintableText.of(as) + "': " + e.getMessage());
    }
  }
}
