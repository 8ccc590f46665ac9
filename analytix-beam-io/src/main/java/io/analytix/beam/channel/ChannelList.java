// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The channels of a run: found out from the token records, in a fixed order. */
public final class ChannelList {
  /** What speaks against a record whose name is not {@link PrintableText}. */
  public static final String UNPRINTABLE_NAME =
      "the name of the token record has characters that cannot be printed: rename it";

  private static final Comparator<ChannelRef> ORDER =
      Comparator.comparing(ChannelList::isNamedByGoogle)
          .thenComparing(ChannelRef::tokenRecord)
          .thenComparing(ChannelRef::channelId, Comparator.nullsFirst(Comparator.naturalOrder()));

  private ChannelList() {}

  /**
   * The channels that a record speaks for: one, or each of a content owner's. A record that cannot
   * be used is one channel with a problem; a store that does not answer leaves the channel unknown,
   * for the fetch to ask again. What a store calls a record goes into outcomes and onto terminals,
   * so a name that cannot be shown is not taken.
   */
  public static List<ChannelRef> read(TokenStore store, String name) {
    if (!PrintableText.of(name).equals(name)) {
      return List.of(new ChannelRef(PrintableText.of(name), null, null, UNPRINTABLE_NAME));
    }
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
   * The channels in the order of a run, whatever the order they came in: by the names of their
   * records, and after these the ones that only Google can name, by theirs. So the first record of
   * a channel in this order is the one that {@linkplain #rivals speaks for it}.
   */
  public static List<ChannelRef> order(Collection<ChannelRef> channels) {
    return channels.stream().sorted(ORDER).toList();
  }

  private static boolean isNamedByGoogle(ChannelRef channel) {
    return channel.channelId() == null && channel.problem() == null;
  }

  /**
   * The records of an ordered roster that claim a channel which an earlier record claims, each with
   * the name of that record. Of these, the first that Google accepts is used.
   */
  public static Map<ChannelRef, String> rivals(Collection<ChannelRef> roster) {
    Map<ChannelIdentity, String> first = new HashMap<>();
    Map<ChannelRef, String> rivals = new LinkedHashMap<>();
    for (ChannelRef channel : roster) {
      String id = channel.channelId();
      if (id != null) {
        ChannelIdentity identity = new ChannelIdentity(id, channel.contentOwner());
        String earlier = first.putIfAbsent(identity, channel.tokenRecord());
        if (earlier != null) {
          rivals.put(channel, earlier);
        }
      }
    }
    return rivals;
  }
}
