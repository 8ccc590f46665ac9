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
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code analytix authorise}: lets a channel's owner consent, and saves the token record. */
@Command(
    name = "authorise",
    header = "Let a channel's owner consent, and save the token record.",
    customSynopsis =
        "analytix authorise --tokenRecords=WHERE --clientSecrets=WHERE%n"
            + "                   [--record=NAME] [OPTIONS]",
    description = {
      "",
      "Opens Google's consent page in a browser, or prints its address, waits up to ten minutes"
          + " for the response on this machine (127.0.0.1), looks up the channel (one unit of"
          + " the Data API) and saves a record that is pinned to it. An existing record is tried"
          + " first: if its scopes suffice and its tokens are valid or can be refreshed, no"
          + " consent page opens. On any error, nothing is saved."
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:authorised", "1:wrong usage", "2:not authorised; nothing was saved"},
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
  private static final int NOT_AUTHORISED = 2;

  @Option(
      names = "--record",
      paramLabel = "NAME",
      description = "The token record's name. Default: the channel id.")
  private @Nullable String record;

  @Option(
      names = "--scopes",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "openid,yt-analytics.readonly,youtube.readonly",
      description = {
        "Scopes, separated by commas; add yt-analytics-monetary.readonly for revenue.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<String> scopes = List.of();

  @Option(
      names = "--force",
      description = "Open the consent page even if the stored tokens are valid.")
  private boolean force;

  @Option(names = "--force-refresh", description = "Refresh the access token even if it is valid.")
  private boolean forceRefresh;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port on 127.0.0.1. Default: any free port.")
  private int port;

  @Option(names = "--noBrowser", description = "Print the address; do not open a browser.")
  private boolean noBrowser;

  @Override
  public boolean takes(String option) {
    return isOfAccounts(option);
  }

  @Override
  public int call(
      AnalytixOptions options, RunConfiguration request, PrintWriter out, PrintWriter err)
      throws IOException {
    try (TokenStore store = request.tokenStore().open()) {
      Authoriser authoriser =
          Authoriser.of(
              request.client().read(), store, request.endpoints(), surroundings().clock());
      AuthorisedChannel done = authoriser.authorise(asked(), new BrowserPrompt(browser(), err));
      new AuthorisedPrinter(out, surroundings().paintOut())
          .print(done, String.valueOf(options.getTokenRecords()));
      return 0;
    } catch (ConsentException e) {
      err.println("analytix: " + e.getMessage());
      err.println(e.remedy() + " Nothing was saved.");
      return NOT_AUTHORISED;
    } catch (TokenRecordException e) {
      throw new UsageException(
          "record '" + record + "': " + e.getMessage() + ": --force replaces it by a new consent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for an answer was interrupted");
    }
  }

  private AuthoriseRequest asked() {
    return AuthoriseRequest.forRecord(record, ConsentScopes.parse(scopes))
        .withForce(force)
        .withForceRefresh(forceRefresh)
        .withPort(port);
  }

  private DesktopBrowser browser() {
    return noBrowser ? DesktopBrowser.NONE : DesktopBrowser.in(surroundings().environment());
  }
}
