// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole lists of one account's groups and members, followed through all pages. */
public final class GroupLists {
  private final PatientCalls calls;
  private final GroupClient client;
  private final @Nullable String contentOwner;

  /**
   * The lists of an account.
   *
   * @param contentOwner on whose behalf, null for the account itself
   */
  public GroupLists(PatientCalls calls, GroupClient client, @Nullable String contentOwner) {
    this.calls = calls;
    this.client = client;
    this.contentOwner = contentOwner;
  }

  /** All groups, in the order of the pages. */
  public List<Group> groups() throws FetchException, InterruptedException {
    List<Group> groups = new ArrayList<>();
    Set<String> tokens = new HashSet<>();
    String next = null;
    do {
      String asked = next;
      GroupPage page = calls.ask(token -> client.groups(List.of(), asked, contentOwner, token));
      groups.addAll(page.groups());
      next = page.nextPageToken();
      if (next != null && !tokens.add(next)) {
        throw new FetchException.Unavailable(
            Failure.of(Cause.BAD_RESPONSE, "the list of groups comes back to an earlier page"),
            Duration.ZERO);
      }
    } while (next != null);
    return groups;
  }

  /** The members of all groups; a group that was deleted while they are listed has none. */
  public List<GroupItem> items() throws FetchException, InterruptedException {
    List<GroupItem> items = new ArrayList<>();
    for (Group group : groups()) {
      items.addAll(items(group));
    }
    return items;
  }

  private List<GroupItem> items(Group group) throws FetchException, InterruptedException {
    try {
      return calls.ask(token -> client.items(group.id(), contentOwner, token));
    } catch (FetchException.ChannelRefused refused) {
      if (refused.failure().cause() == Cause.NOT_FOUND) {
        return List.of();
      }
      throw refused;
    }
  }
}
