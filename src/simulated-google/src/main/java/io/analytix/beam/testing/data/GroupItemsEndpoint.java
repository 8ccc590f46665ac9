// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** groupItems.list, without pages. */
public final class GroupItemsEndpoint implements AuthorisedEndpoint {
  private static final Set<String> PARAMETERS = Set.of("groupId", "onBehalfOfContentOwner");

  private final Groups groups;

  public GroupItemsEndpoint(Groups groups) {
    this.groups = groups;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(given, bearer);
    Group group =
        groups
            .find(owner, Parameters.required(given, "groupId"))
            .orElseThrow(() -> new ErrorResponse(ApiError.notFound()));
    return HttpReply.json(
        GroupJson.list(
            "youtube#groupItemListResponse",
            group.items().stream().map(item -> GroupJson.of(group, item)).toList(),
            Optional.empty()));
  }
}
