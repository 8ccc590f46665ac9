// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChannelListTest {
  private static final String A = "UCaaaaaaaaaaaaaaaaaaaaaa";
  private static final String B = "UCbbbbbbbbbbbbbbbbbbbbbb";

  private final MemoryTokenStore store =
      new MemoryTokenStore()
          .put("pinned", "x", A)
          .put(B, "x", null)
          .put("other-" + B, "x", null)
          .put(
              "owner",
              "{\"refresh_token\":\"x\",\"content_owner\":\"o\",\"channel_ids\":[\""
                  + A
                  + "\",\""
                  + B
                  + "\",\""
                  + A
                  + "\"]}")
          .put(
              "owner-one",
              "{\"refresh_token\":\"x\",\"content_owner\":\"o\",\"channel_id\":\"" + A + "\"}")
          .put("broken", "{");

  private static ChannelRef ref(String record, String id) {
    return new ChannelRef(record, id, null, null);
  }

  @Test
  void read_recordsOfEveryKind_returnsTheirChannels() throws Exception {
    assertThat(ChannelList.read(store, "pinned")).containsExactly(ref("pinned", A));
    assertThat(ChannelList.read(store, B)).containsExactly(ref(B, B));
    assertThat(ChannelList.read(store, "other-" + B)).containsExactly(ref("other-" + B, null));
    assertThat(ChannelList.read(store, "owner"))
        .containsExactly(
            new ChannelRef("owner", A, "o", null), new ChannelRef("owner", B, "o", null))
        .inOrder();
    assertThat(ChannelList.read(store, "owner-one"))
        .containsExactly(new ChannelRef("owner-one", A, "o", null));
    assertThat(ChannelList.read(store, "broken"))
        .containsExactly(
            new ChannelRef("broken", null, null, "the token record is not valid JSON (line 1)"));
    assertThat(ChannelList.read(store, "gone"))
        .containsExactly(new ChannelRef("gone", null, null, "the token record no longer exists"));
    store.failReads(new IOException("staged"));
    assertThat(ChannelList.read(store, "pinned")).containsExactly(ref("pinned", null));
    store.failReads(new IllegalStateException("may quote a secret"));
    assertThat(ChannelList.read(store, "pinned"))
        .containsExactly(
            new ChannelRef(
                "pinned", null, null, "the token record cannot be used (IllegalStateException)"));
  }

  @Test
  void order_anyOrderOfArrival_isByNameWithUnidentifiedLastAndRivalsNameTheFirst() {
    List<ChannelRef> expected =
        List.of(
            ref("b", A),
            ref("c", A),
            new ChannelRef("e", A, "o", null),
            new ChannelRef("e", B, "o", null),
            new ChannelRef("f", B, "o", null),
            ref("g", B),
            new ChannelRef("h", null, null, "broken"),
            ref("a", null),
            ref("d", null));
    List<ChannelRef> arriving = new ArrayList<>(expected);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(arriving, new Random(seed));
      assertThat(ChannelList.order(arriving)).isEqualTo(expected);
    }
    assertThat(ChannelList.rivals(expected))
        .isEqualTo(Map.of(ref("c", A), "b", new ChannelRef("f", B, "o", null), "e"));
  }

  @Test
  void select_wantedNames_returnsThemAndThoseWithoutARecordWithAProblem() {
    List<ChannelRef> all = List.of(ref("b", B), ref("a", A), ref("c", null));

    assertThat(ChannelList.select(all, Set.of()))
        .containsExactly(ref("a", A), ref("b", B), ref("c", null))
        .inOrder();
    assertThat(ChannelList.select(all, Set.of("a", B)))
        .containsExactly(ref("a", A), ref("b", B))
        .inOrder();
    List<ChannelRef> none = ChannelList.select(all, Set.of("UCnope"));
    assertThat(none).hasSize(1);
    assertThat(none.get(0).tokenRecord()).isEqualTo("UCnope");
    assertThat(none.get(0).problem()).startsWith("no token record has this name or channel id");
  }

  @Test
  void isOneOf_idOrRecordName_isTrue() {
    assertThat(ref("a", A).isOneOf(Set.of())).isTrue();
    assertThat(ref("a", A).isOneOf(Set.of(A))).isTrue();
    assertThat(ref("a", A).isOneOf(Set.of("a", B))).isTrue();
    assertThat(ref("a", A).isOneOf(Set.of(B))).isFalse();
    assertThat(ref("a", null).isOneOf(Set.of(A))).isFalse();
  }
}
