// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.bulk.BulkJobs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.cli.console.StatusLine;
import io.analytix.beam.pipelines.cli.options.CredentialStores;
import io.analytix.beam.pipelines.cli.options.NetworkRequirement;
import io.analytix.beam.pipelines.cli.options.OptionsCommand;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A command that requests the jobs of all token records. */
abstract class AccountsCommand extends OptionsCommand {
  /** Requests of one channel or content owner. */
  interface AccountCalls<T> {
    List<T> of(BulkJobs jobs, ChannelRef account) throws IOException, InterruptedException;
  }

  AccountsCommand() {
    super(ACCOUNTS, "channels", "bulkReports", "bulkQueriesPerMinute", "bulkQueriesPerDay");
  }

  /**
   * Sends the requests of each channel and content owner, at the rate of the options.
   *
   * @param progress a format with the number of accounts that are done, and of all
   */
  final <T> List<T> ofAllAccounts(
      RunConfiguration request, PrintWriter err, String progress, AccountCalls<T> calls)
      throws IOException {
    NetworkRequirement network = network(request, request.endpoints().reportingApiRoot());
    network.beforeCredentials();
    List<ChannelRef> accounts = BulkJobs.accounts(CredentialStores.channels(request).all());
    network.beforeRequests();
    List<T> results = new ArrayList<>();
    try (BulkJobs jobs = CredentialStores.jobs(request, environment().clock());
        StatusLine line = new StatusLine(err, environment())) {
      Consumer<Object> done = line.counting(progress, accounts.size());
      for (ChannelRef account : accounts) {
        results.addAll(calls.of(jobs, account));
        done.accept(account);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    return results;
  }
}
