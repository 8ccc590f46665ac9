// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.AuthoriseRequest;
import io.analytix.beam.authorise.Authoriser;
import io.analytix.beam.authorise.ConsentException;
import io.analytix.beam.channel.ConsentScopes;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.cli.console.ExitCode;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix authorise}: runs the OAuth consent flow and saves the token record. */
@Command(
    name = "authorise",
    header = "Get the consent of a channel's owner, and save the token record.",
    customSynopsis =
        "analytix authorise --tokenRecords=LOCATION --clientSecrets=LOCATION%n"
            + "                   [--record=NAME] [OPTIONS]%n"
            + "       analytix authorise --link ...%n"
            + "       analytix authorise --answer=ADDRESS ...",
    description = {
      "",
      "Opens Google's consent page in a browser, or prints its address if there is none. Waits up"
          + " to ten minutes for the redirect to this machine (127.0.0.1), looks up the channel"
          + " (one unit of the Data API) and saves a token record with the channel's id. An"
          + " existing record is checked first: no new consent is needed while its tokens are valid"
          + " and cover the scopes, or can be refreshed. After an error, nothing is saved.",
      "",
      "If the owner is elsewhere: --link prints a link to send. After the consent, the owner's"
          + " browser shows that it cannot open 127.0.0.1; the owner sends back the address of that"
          + " page, and --answer completes the consent. Google's codes expire after some minutes,"
          + " the links after 14 days. 'channels check' shows who has not consented."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:authorised", "1:wrong usage", "2:not authorised, nothing saved"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  analytix authorise --tokenRecords=file:tokens \\",
      "      --clientSecrets=file:client_secret.json",
      "  analytix authorise ... --record=alpine-baker --scopes=openid,\\",
      "      yt-analytics.readonly,yt-analytics-monetary.readonly,youtube.readonly",
      "",
      "  analytix authorise ... --link --recordsFile=names.txt >links.tsv",
      "  analytix authorise ... --answer=-",
      "",
      "From another machine, forward a port, then use --port=8080:",
      "  ssh -L 8080:127.0.0.1:8080 HOST"
    })
public final class AuthoriseCommand extends OptionsCommand {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--record",
      paramLabel = "NAME",
      description = "Name of the token record. Default: the channel id.")
  private @Nullable String record;

  @Option(
      names = "--scopes",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "openid,yt-analytics.readonly,youtube.readonly",
      description = {
        "Scopes to request, separated by commas; add yt-analytics-monetary.readonly for revenue.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<String> scopes = List.of();

  @Option(names = "--force", description = "Request consent even if the stored tokens are valid.")
  private boolean force;

  @Option(
      names = "--force-refresh",
      description = "Refresh the access token even if it is still valid.")
  private boolean forceRefresh;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port on 127.0.0.1 for the redirect. Default: a free port.")
  private int port;

  @Option(names = "--noBrowser", description = "Print the address instead of opening a browser.")
  private boolean noBrowser;

  @Option(names = "--link", description = "Print a link for the channel's owner to consent with.")
  private boolean link;

  @Option(
      names = "--recordsFile",
      paramLabel = "FILE",
      description = {
        "With --link: names of token records, one a line, optionally followed by a comma and the",
        "channel's id. Prints a link for each that needs one."
      })
  private @Nullable String recordsFile;

  @Option(
      names = "--answer",
      paramLabel = "ADDRESS",
      description = {
        "Complete a consent by link: the address that the owner's browser could not open;",
        "- reads addresses from the standard input, one a line."
      })
  private @Nullable String answer;

  AuthoriseCommand() {
    super(ACCOUNTS, NEW_RECORDS);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    checkUsage();
    try (TokenStore store = request.tokenStore().open()) {
      Authoriser authoriser =
          Authoriser.of(request.client().read(), store, request.endpoints(), environment().clock());
      String location = String.valueOf(options.getTokenRecords());
      RecordPrinter printer = new RecordPrinter(out, environment().outColors(), location);
      if (link || answer != null) {
        ConsentLinks links =
            new ConsentLinks(authoriser, PendingFolder.of(location, environment()), out, err);
        return answer == null
            ? links.print(requests(store))
            : links.complete(addresses(answer), printer);
      }
      printer.printAuthorised(
          authoriser.authorise(request(record), new BrowserPrompt(browser(), err)));
      return ExitCode.OK;
    } catch (ConsentException e) {
      err.println("analytix: " + e.getMessage());
      err.println(e.remedy() + " Nothing was saved.");
      return ExitCode.PARTIAL;
    } catch (TokenRecordException e) {
      throw new UsageException(
          "record '" + record + "': " + e.getMessage() + ": replace it with --force");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for the consent was interrupted");
    }
  }

  private void checkUsage() {
    if (answer != null && (link || record != null || recordsFile != null)) {
      throw new UsageException(
          "--answer takes no --link, --record or --recordsFile: the link knows its record");
    }
    if (recordsFile != null && (!link || record != null)) {
      throw new UsageException("--recordsFile needs --link, and takes no --record");
    }
  }

  /** The requests of the links; no link is made if one of the names is wrong. */
  private List<AuthoriseRequest> requests(TokenStore store) throws IOException {
    if (recordsFile == null) {
      return List.of(request(record));
    }
    List<AuthoriseRequest> requests = new ArrayList<>();
    for (RecordsFile.Entry entry : RecordsFile.read(recordsFile)) {
      try {
        store.checkSavable(entry.record());
      } catch (TokenRecordException e) {
        throw new UsageException(
            "--recordsFile: '" + PrintableText.of(entry.record()) + "': " + e.getMessage());
      }
      requests.add(request(entry.record()).withChannel(entry.channelId()));
    }
    return requests;
  }

  private List<String> addresses(String given) throws IOException {
    return given.equals(STANDARD_INPUT)
        ? new String(environment().input().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList()
        : List.of(given);
  }

  private AuthoriseRequest request(@Nullable String name) {
    return AuthoriseRequest.forRecord(name, ConsentScopes.parse(scopes))
        .withForce(force)
        .withForceRefresh(forceRefresh)
        .withPort(port);
  }

  private DesktopBrowser browser() {
    return noBrowser ? DesktopBrowser.NONE : DesktopBrowser.in(environment().variables());
  }
}
