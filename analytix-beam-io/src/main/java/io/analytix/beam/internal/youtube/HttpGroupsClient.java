// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends {@code GET /v2/groups} and {@code GET /v2/groupItems} to the YouTube Analytics API. */
public final class HttpGroupsClient implements GroupsClient {
  private final URI apiRoot;
  private final ApiHttpClient http;

  /** Creates a client of the API at {@code endpoints} with the default timeout. */
  public HttpGroupsClient(Endpoints endpoints, HttpClient http) {
    this(endpoints, http, RetryPolicy.DEFAULT);
  }

  /** Creates a client with the response timeout of {@code retries}. */
  public HttpGroupsClient(Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.apiRoot = endpoints.apiRoot();
    this.http = new ApiHttpClient(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<GroupPage> groups(
      Collection<String> ids,
      @Nullable String pageToken,
      @Nullable String contentOwner,
      AccessToken token) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (ids.isEmpty()) {
      parameters.put("mine", "true");
    } else {
      parameters.put("id", String.join(",", ids));
    }
    if (pageToken != null) {
      parameters.put("pageToken", pageToken);
    }
    return http.get(
        uri("groups", parameters, contentOwner), token, false, GroupsResponseParser::page);
  }

  @Override
  public CompletableFuture<List<GroupItem>> items(
      String groupId, @Nullable String contentOwner, AccessToken token) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("groupId", groupId);
    return http.get(
        uri("groupItems", parameters, contentOwner), token, false, GroupsResponseParser::items);
  }

  /** Returns the parameters of the request for the first page of all groups of an account. */
  static Map<String, String> ofAll(@Nullable String contentOwner) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("mine", "true");
    return onBehalf(parameters, contentOwner);
  }

  private static Map<String, String> onBehalf(
      Map<String, String> parameters, @Nullable String contentOwner) {
    if (contentOwner != null) {
      parameters.put("onBehalfOfContentOwner", contentOwner);
    }
    return parameters;
  }

  private URI uri(String list, Map<String, String> parameters, @Nullable String contentOwner) {
    return URI.create(
        apiRoot
            + "/v2/"
            + list
            + "?"
            + HttpReportClient.encoded(onBehalf(parameters, contentOwner)));
  }
}
