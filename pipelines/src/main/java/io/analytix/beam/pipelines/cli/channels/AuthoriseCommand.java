// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.AuthoriseRequest;
import io.analytix.beam.authorise.AuthorisedChannel;
import io.analytix.beam.authorise.Authoriser;
import io.analytix.beam.authorise.ConsentException;
import io.analytix.beam.channel.ConsentScopes;
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
            + "                   [--record=NAME] [OPTIONS]",
    description = {
      "",
      "Opens Google's consent page in a browser, or prints its address if there is none. Waits up"
          + " to ten minutes for the redirect to this machine (127.0.0.1), looks up the channel"
          + " (one unit of the Data API) and saves a token record with the channel's id. An"
          + " existing record is checked first: no new consent is needed while its tokens are valid"
          + " and cover the scopes, or can be refreshed. After an error, nothing is saved."
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
      "From another machine, forward a port, then use --port=8080:",
      "  ssh -L 8080:127.0.0.1:8080 HOST"
    })
public final class AuthoriseCommand extends OptionsCommand {

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

  @Override
  public boolean takes(String option) {
    return isOfAccounts(option) || isOfNewRecords(option);
  }

  @Override
  public ExitCode call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    try (TokenStore store = request.tokenStore().open()) {
      Authoriser authoriser =
          Authoriser.of(request.client().read(), store, request.endpoints(), environment().clock());
      AuthorisedChannel done = authoriser.authorise(request(), new BrowserPrompt(browser(), err));
      new RecordPrinter(out, environment().outColors(), String.valueOf(options.getTokenRecords()))
          .printAuthorised(done);
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

  private AuthoriseRequest request() {
    return AuthoriseRequest.forRecord(record, ConsentScopes.parse(scopes))
        .withForce(force)
        .withForceRefresh(forceRefresh)
        .withPort(port);
  }

  private DesktopBrowser browser() {
    return noBrowser ? DesktopBrowser.NONE : DesktopBrowser.in(environment().variables());
  }
}
