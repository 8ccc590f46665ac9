// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels of a run: found out from the token records, in a fixed order, each at most once. */
public final class Roster {
  private static final Comparator<ChannelRef> ORDER =
      Comparator.comparing(ChannelRef::tokenRecord)
          .thenComparing(ChannelRef::channelId, Comparator.nullsFirst(Comparator.naturalOrder()));

  private Roster() {}

  /**
   * The channels that a record speaks for: one, or each of a content owner's. A record that cannot
   * be used is one channel with a problem; a store that does not answer leaves the channel unknown,
   * for the fetch to ask again.
   */
  public static List<ChannelRef> read(TokenStore store, String name) {
    try {
      return channels(name, store.read(name));
    } catch (TokenRecordException e) {
      return List.of(new ChannelRef(name, null, null, e.getMessage()));
    } catch (IOException e) {
      return List.of(new ChannelRef(name, null, null, null));
    }
  }

  private static List<ChannelRef> channels(String name, TokenRecord record) {
    String owner = record.contentOwner();
    if (owner != null) {
      return record.channelIds().stream()
          .distinct()
          .map(id -> new ChannelRef(name, id, owner, null))
          .toList();
    }
    String pinned = record.channelId();
    @Nullable String id = pinned == null && ChannelId.isOne(name) ? name : pinned;
    return List.of(new ChannelRef(name, id, null, null));
  }

  /**
   * The channels in the order of their records' names. Of two records for one channel (and content
   * owner) the first counts; the other becomes a channel with a problem.
   */
  public static List<ChannelRef> order(Collection<ChannelRef> channels) {
    Map<ChannelIdentity, String> first = new LinkedHashMap<>();
    List<ChannelRef> roster = new ArrayList<>();
    for (ChannelRef channel : channels.stream().sorted(ORDER).toList()) {
      String id = channel.channelId();
      String taken =
          id == null
              ? null
              : first.putIfAbsent(
                  new ChannelIdentity(id, channel.contentOwner()), channel.tokenRecord());
      roster.add(taken == null ? channel : channel.refused(secondRecord(id, taken)));
    }
    return roster;
  }

  /** The channels of an ordered roster that are known by now, each with its record's name. */
  public static Map<ChannelIdentity, String> owners(Collection<ChannelRef> roster) {
    Map<ChannelIdentity, String> owners = new LinkedHashMap<>();
    for (ChannelRef channel : roster) {
      String id = channel.channelId();
      if (id != null && channel.problem() == null) {
        owners.put(new ChannelIdentity(id, channel.contentOwner()), channel.tokenRecord());
      }
    }
    return owners;
  }

  /** What is wrong with a record of a channel that another record speaks for already. */
  public static String secondRecord(@Nullable String channelId, String first) {
    return "a second token record of channel " + channelId + ": '" + first + "' is used";
  }
}
