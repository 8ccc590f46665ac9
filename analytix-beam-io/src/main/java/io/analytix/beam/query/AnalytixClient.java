// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.BlockingCalls;
import io.analytix.beam.internal.youtube.GroupsClient;
import io.analytix.beam.internal.youtube.HttpReportClient;
import io.analytix.beam.internal.youtube.QueryRequest;
import io.analytix.beam.internal.youtube.QueryResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks one-off questions on behalf of one account: what analytix's {@code Client} does, on the
 * engine of the pipeline. A report is checked before anything is sent, passing failures are asked
 * again, an access token is refreshed when it must be.
 *
 * <pre>{@code
 * try (AnalytixClient client =
 *     AnalytixClient.ofRecord(
 *             FileTokenStore.in("tokens"),
 *             ClientSecretsSource.file("client_secret.json"),
 *             "alpine-baker")
 *         .open()) {
 *   Report report = client.fetchReport(ReportQuery.of("views", "likes").by("day").build());
 *   Long views = report.rows().get(0).value("views", Long.class);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. Keeps no pace: for many questions, use {@code AnalytixIO}.
 */
public final class AnalytixClient implements AutoCloseable {
  private final QueryAccount account;
  private final QueryPreparation judgement;
  private final BlockingCalls calls;
  private final HttpReportClient reports;
  private final GroupsClient groups;
  private final Runnable closing;

  AnalytixClient(
      QueryAccount account,
      QueryPreparation judgement,
      BlockingCalls calls,
      HttpReportClient reports,
      GroupsClient groups,
      Runnable closing) {
    this.account = account;
    this.judgement = judgement;
    this.calls = calls;
    this.reports = reports;
    this.groups = groups;
    this.closing = closing;
  }

  /** A client for one token record: refreshes its access token, saves a renewed refresh token. */
  public static ClientSetup ofRecord(
      TokenStore.Factory stores, ClientSecretsSource client, String tokenRecord) {
    return ClientSetup.of(new TokenOrigin.OfRecord(stores, client, tokenRecord));
  }

  /**
   * A client for an access token that somebody else keeps fresh; {@code channel==MINE} is asked.
   */
  public static ClientSetup ofAccessToken(Secret accessToken) {
    return ClientSetup.of(new TokenOrigin.OfAccessToken(accessToken));
  }

  /**
   * Asks for a report. What the query leaves out is as in analytix: the first day is 28 before the
   * last, the metrics are all that the report type has and the consent covers. The last day is
   * yesterday in Pacific time, because today is not over.
   *
   * @throws AnalytixException.InvalidQuery before anything is sent, if a rule is broken
   * @throws AnalytixException if there is no answer; the subclass says what to do next
   */
  public Report fetchReport(ReportQuery query) throws AnalytixException, InterruptedException {
    ReportQuery complete = judgement.complete(query, account.contentOwner());
    QueryPreparation.Asked unused = judgement.require(complete);
    try {
      QueryPreparation.Asked asked =
          judgement.require(QueryPreparation.withScopes(complete, calls.open().token().scopes()));
      QueryRequest request = QueryRequests.of(asked.query(), account);
      return report(asked, calls.ask(token -> reports.fetch(request, token)));
    } catch (ApiException e) {
      throw AnalytixException.of(e.failure());
    }
  }

  private static Report report(QueryPreparation.Asked asked, QueryResponse answer) {
    return new Report(
        Objects.requireNonNull(asked.verdict().type()),
        asked.query(),
        answer.columns(),
        answer.rows().stream().map(cells -> new ReportRow(answer.columns(), cells)).toList(),
        asked.verdict().warnings());
  }

  /** The first page of the account's groups. */
  public GroupPage fetchGroups() throws AnalytixException, InterruptedException {
    return fetchGroups(List.of(), null);
  }

  /**
   * A page of groups.
   *
   * @param ids which groups; none for all of the account
   * @param pageToken {@link GroupPage#nextPageToken} of the page before, null for the first
   * @throws AnalytixException if there is no answer; the subclass says what to do next
   */
  public GroupPage fetchGroups(Collection<String> ids, @Nullable String pageToken)
      throws AnalytixException, InterruptedException {
    try {
      return calls.ask(token -> groups.groups(ids, pageToken, account.contentOwner(), token));
    } catch (ApiException e) {
      throw AnalytixException.of(e.failure());
    }
  }

  /**
   * All members of a group, at most 500.
   *
   * @throws AnalytixException if there is no answer; the subclass says what to do next
   */
  public List<GroupItem> fetchGroupItems(String groupId)
      throws AnalytixException, InterruptedException {
    try {
      return calls.ask(token -> groups.items(groupId, account.contentOwner(), token));
    } catch (ApiException e) {
      throw AnalytixException.of(ofGroup(e.failure(), groupId));
    }
  }

  private static Failure ofGroup(Failure failure, String groupId) {
    return failure.cause() == Cause.NOT_FOUND
        ? failure.with(
            Cause.NOT_FOUND,
            "the account has no group '" + groupId + "'",
            "List the account's groups with fetchGroups.")
        : failure;
  }

  @Override
  public void close() {
    closing.run();
  }
}
