// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels of a run: determined from the token records, in a fixed order. */
public final class ChannelList {
  /** The problem of a record whose name is not {@link PrintableText}. */
  public static final String UNPRINTABLE_NAME =
      "the name of the token record has characters that cannot be printed: rename it";

  private static final String NO_RECORD =
      "no token record has this name or channel id: correct the list of channels, or let the"
          + " channel's owner consent";

  private static final Comparator<ChannelRef> ORDER =
      Comparator.comparing(ChannelList::isNamedByGoogle)
          .thenComparing(ChannelRef::tokenRecord)
          .thenComparing(ChannelRef::channelId, Comparator.nullsFirst(Comparator.naturalOrder()));

  private ChannelList() {}

  /**
   * Returns the channels of a record: one, or each channel of a content owner's record. A record
   * that cannot be used results in one channel with a problem. If the store does not respond, the
   * channel stays unknown and the fetch reads the record again. Outcomes and terminals show the
   * record's name, so a name with unprintable characters is rejected.
   */
  public static List<ChannelRef> read(TokenStore store, String name) {
    return read(store, name, record -> {});
  }

  /**
   * Like {@link #read(TokenStore, String)}.
   *
   * @param received receives the record, if it can be read
   */
  public static List<ChannelRef> read(
      TokenStore store, String name, Consumer<TokenRecord> received) {
    if (!PrintableText.of(name).equals(name)) {
      return List.of(new ChannelRef(PrintableText.of(name), null, null, UNPRINTABLE_NAME));
    }
    try {
      TokenRecord record = store.read(name);
      received.accept(record);
      return channels(name, record);
    } catch (TokenRecordException e) {
      return List.of(new ChannelRef(name, null, null, e.getMessage()));
    } catch (IOException e) {
      return List.of(new ChannelRef(name, null, null, null));
    } catch (RuntimeException e) {
      return List.of(new ChannelRef(name, null, null, TokenRecordException.unexpected(e)));
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
    @Nullable String id = pinned == null && ChannelId.isValid(name) ? name : pinned;
    return List.of(new ChannelRef(name, id, null, null));
  }

  /**
   * Returns the channels in the order of a run, which does not depend on the given order: first the
   * channels whose ids are known and those with a problem, by the names of their records; then the
   * channels that only Google can identify, by the names of theirs. A run uses the first record of
   * a channel in this order, see {@link #rivals}.
   */
  public static List<ChannelRef> order(Collection<ChannelRef> channels) {
    return channels.stream().sorted(ORDER).toList();
  }

  /**
   * Returns those of the channels that are wanted, in the order of a run. A wanted name that no
   * record has results in a channel with a problem.
   *
   * @param wanted names of records and ids of channels; empty for all channels
   */
  public static List<ChannelRef> select(Collection<ChannelRef> channels, Set<String> wanted) {
    List<ChannelRef> selected = new ArrayList<>(channels);
    selected.removeIf(channel -> !channel.isOneOf(wanted));
    for (String name : wanted) {
      if (selected.stream().noneMatch(channel -> channel.isOneOf(Set.of(name)))) {
        selected.add(new ChannelRef(PrintableText.of(name), null, null, NO_RECORD));
      }
    }
    return order(selected);
  }

  private static boolean isNamedByGoogle(ChannelRef channel) {
    return channel.channelId() == null && channel.problem() == null;
  }

  /**
   * Returns the records of an ordered list whose channel an earlier record names, too, each with
   * the name of that earlier record. Of all records of a channel, the first that Google accepts is
   * used.
   */
  public static Map<ChannelRef, String> rivals(Collection<ChannelRef> channels) {
    Map<ChannelIdentity, String> first = new HashMap<>();
    Map<ChannelRef, String> rivals = new LinkedHashMap<>();
    for (ChannelRef channel : channels) {
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
