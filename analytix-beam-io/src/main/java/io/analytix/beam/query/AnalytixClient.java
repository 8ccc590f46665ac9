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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends single report queries for one account, like analytix's {@code Client}, with the request,
 * retry and parsing code of the pipeline. It checks a query before it sends a request, retries
 * transient failures, and refreshes an expired access token.
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
 * <p>Safe for use by several threads. It does not limit its request rate: for many reports or
 * channels, use {@code AnalytixIO}.
 */
public final class AnalytixClient implements AutoCloseable {
  /** The causes by which the API refuses revenue of a channel. */
  private static final Set<Cause> REVENUE_REFUSED =
      Set.of(Cause.FORBIDDEN, Cause.SCOPE_MISSING, Cause.NOT_FOUND);

  private final QueryAccount account;
  private final QueryPreparation preparation;
  private final BlockingCalls calls;
  private final HttpReportClient reports;
  private final GroupsClient groups;
  private final Runnable closing;

  AnalytixClient(
      QueryAccount account,
      QueryPreparation preparation,
      BlockingCalls calls,
      HttpReportClient reports,
      GroupsClient groups,
      Runnable closing) {
    this.account = account;
    this.preparation = preparation;
    this.calls = calls;
    this.reports = reports;
    this.groups = groups;
    this.closing = closing;
  }

  /**
   * Returns the settings of a client for one token record. The client refreshes the access token,
   * and saves a rotated refresh token.
   */
  public static ClientSetup ofRecord(
      TokenStore.Factory stores, ClientSecretsSource client, String tokenRecord) {
    return ClientSetup.of(new TokenOrigin.OfRecord(stores, client, tokenRecord));
  }

  /**
   * Returns the settings of a client for an access token, which the client cannot refresh. Its
   * queries are for {@code channel==MINE}.
   */
  public static ClientSetup ofAccessToken(Secret accessToken) {
    return ClientSetup.of(new TokenOrigin.OfAccessToken(accessToken));
  }

  /**
   * Fetches a report. Defaults of the query are those of analytix: the first day is 28 days before
   * the last, the metrics are all of the report type that the consent covers. The last day is
   * yesterday in Pacific time, because today is incomplete.
   *
   * @throws AnalytixException.InvalidQuery if the query breaks a rule; then no request was sent
   * @throws AnalytixException if the request failed; the subclass determines what the caller does
   *     next
   */
  public Report fetchReport(ReportQuery query) throws AnalytixException, InterruptedException {
    ReportQuery complete = preparation.complete(query, account.contentOwner());
    QueryPreparation.PreparedQuery prepared = preparation.require(complete);
    try {
      prepared =
          preparation.require(QueryPreparation.withScopes(complete, calls.open().token().scopes()));
      QueryRequest request = QueryRequests.of(prepared.query(), account);
      return report(prepared, calls.call(token -> reports.fetch(request, token)));
    } catch (ApiException e) {
      throw e instanceof ApiException.ReportRefused && REVENUE_REFUSED.contains(e.failure().cause())
          ? revenueRefused(e.failure(), prepared.query())
          : AnalytixException.of(e.failure());
    }
  }

  /**
   * Checks a query as {@link #fetchReport} does before it sends a request.
   *
   * @throws AnalytixException.InvalidQuery if the query breaks a rule
   */
  public void check(ReportQuery query) throws AnalytixException.InvalidQuery {
    QueryPreparation.PreparedQuery unused =
        preparation.require(preparation.complete(query, account.contentOwner()));
  }

  /** One revenue metric that the API refuses is enough for it to refuse the query. */
  private AnalytixException revenueRefused(Failure failure, ReportQuery query) {
    String refused =
        query.metrics().stream().filter(QueryRequests::isMoney).collect(Collectors.joining(", "));
    ReportQuery rest = preparation.withoutMoney(query);
    return AnalytixException.of(
        failure.with(
            failure.cause(),
            failure.message() + " (revenue metrics: " + refused + ")",
            (rest == null
                    ? ""
                    : "Request the other metrics alone: " + String.join(",", rest.metrics()) + ". ")
                + "Revenue needs the owner's consent to yt-analytics-monetary.readonly, and a"
                + " channel in the YouTube Partner Programme."),
        rest);
  }

  private static Report report(QueryPreparation.PreparedQuery prepared, QueryResponse response) {
    return new Report(
        Objects.requireNonNull(prepared.check().type()),
        prepared.query(),
        response.columns(),
        response.rows().stream().map(cells -> new ReportRow(response.columns(), cells)).toList(),
        prepared.check().warnings());
  }

  /** Fetches the first page of the account's groups. */
  public GroupPage fetchGroups() throws AnalytixException, InterruptedException {
    return fetchGroups(List.of(), null);
  }

  /**
   * * Fetches a page of groups.
   *
   * @param ids the ids of the groups; empty for all groups of the account
   * @param pageToken {@link GroupPage#nextPageToken} of the page before, null for the first
   * @throws AnalytixException if the request failed; the subclass determines what the caller does
   *     next
   */
  public GroupPage fetchGroups(Collection<String> ids, @Nullable String pageToken)
      throws AnalytixException, InterruptedException {
    try {
      return calls.call(token -> groups.groups(ids, pageToken, account.contentOwner(), token));
    } catch (ApiException e) {
      throw AnalytixException.of(e.failure());
    }
  }

  /**
   * Fetches all members of a group, up to 500.
   *
   * @throws AnalytixException if the request failed; the subclass determines what the caller does
   *     next
   */
  public List<GroupItem> fetchGroupItems(String groupId)
      throws AnalytixException, InterruptedException {
    try {
      return calls.call(token -> groups.items(groupId, account.contentOwner(), token));
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
