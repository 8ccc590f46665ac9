// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 3);

  private final SimulatedChannel channel =
      SimulatedChannel.named("meadow-cook").inactiveShare(0).hugeMinutes(true).build();
  private final World world = World.builder(9).today(TODAY).channel(channel).build();

  private List<Map<String, Object>> truth(String dimension, LocalDate first, LocalDate last) {
    return world.truth(channel.id(), List.of(dimension), List.of("views"), first, last);
  }

  private static Set<Object> values(List<Map<String, Object>> rows, String column) {
    return rows.stream().map(row -> requireNonNull(row.get(column))).collect(Collectors.toSet());
  }

  @Test
  void build_sameSeed_isTheSameWorld() {
    World one = World.builder(4).channels(20).today(TODAY).build();
    World same = World.builder(4).today(TODAY).channels(20).build();
    World other = World.builder(5).today(TODAY).channels(20).build();
    String id = one.channels().get(0).id();
    ReportQuestion question =
        ReportQuestion.of(id, List.of("day"), List.of("views", "cpm"), FIRST, TODAY);

    assertThat(same.channels()).isEqualTo(one.channels());
    assertThat(same.truth(question)).isEqualTo(one.truth(question));
    assertThat(other.truth(question)).isNotEqualTo(one.truth(question));
  }

  @Test
  void channels_manyOfThem_differInKind() {
    List<SimulatedChannel> channels = World.builder(1).channels(300).build().channels();

    assertThat(values(channels, SimulatedChannel::id)).hasSize(300);
    assertThat(values(channels, SimulatedChannel::handle)).hasSize(300);
    assertThat(channels.stream().anyMatch(one -> one.videoCount() > 200)).isTrue();
    assertThat(channels.stream().anyMatch(one -> !one.monetised())).isTrue();
    assertThat(channels.stream().anyMatch(one -> one.id().startsWith("UC-"))).isTrue();
    assertThat(channels.stream().anyMatch(one -> one.id().startsWith("UC_"))).isTrue();
    for (SimulatedChannel one : channels) {
      assertThat(one.id()).matches("UC[A-Za-z0-9_-]{22}");
    }
  }

  private static Set<String> values(
      List<SimulatedChannel> channels,
      java.util.function.Function<SimulatedChannel, String> property) {
    return channels.stream().map(property).collect(Collectors.toSet());
  }

  @Test
  void videos_ofAChannel_areElevenCharactersSomeWithADash() {
    List<String> videos = SimulatedChannel.named("many").videoCount(300).build().videos();

    assertThat(Set.copyOf(videos)).hasSize(300);
    assertThat(videos.stream().allMatch(id -> id.matches("[A-Za-z0-9_-]{11}"))).isTrue();
    assertThat(videos.stream().anyMatch(id -> id.startsWith("-"))).isTrue();
  }

  @Test
  void lateDays_untilTheyArrive_haveNoRows() {
    assertThat(values(truth("day", DAY, TODAY), "day")).contains(TODAY.minusDays(3));
    assertThat(truth("day", TODAY.minusDays(2), TODAY)).isEmpty();

    world.releaseLateDays(channel.id());
    assertThat(values(truth("day", TODAY.minusDays(2), TODAY), "day"))
        .containsExactly(TODAY.minusDays(2), TODAY.minusDays(1));
  }

  @Test
  void lateMoney_inAQuestion_shortensTheWholeTable() {
    SimulatedChannel slow =
        SimulatedChannel.named("slow").inactiveShare(0).lateDays(2).lateMoneyDays(3).build();
    World other = World.builder(1).today(TODAY).channel(slow).build();
    List<String> day = List.of("day");

    assertThat(values(other.truth(slow.id(), day, List.of("views"), DAY, TODAY), "day"))
        .contains(TODAY.minusDays(3));
    Set<Object> days =
        values(
            other.truth(slow.id(), day, List.of("views", "estimatedRevenue"), DAY, TODAY), "day");
    assertThat(days).contains(TODAY.minusDays(6));
    assertThat(days).doesNotContain(TODAY.minusDays(5));
  }

  @Test
  void channel_withNegativeDays_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> SimulatedChannel.named("x").lateDays(-1).build());
    assertThrows(
        IllegalArgumentException.class, () -> SimulatedChannel.named("x").inactiveShare(2).build());
  }

  @Test
  void advanceTo_tomorrow_bringsOneMoreDay() {
    world.advanceTo(TODAY.plusDays(1));

    assertThat(values(truth("day", TODAY.minusDays(2), TODAY), "day"))
        .containsExactly(TODAY.minusDays(2));
    assertThrows(IllegalArgumentException.class, () -> world.advanceTo(TODAY));
  }

  @Test
  void startDay_daysBefore_haveNoRows() {
    SimulatedChannel young = SimulatedChannel.named("young").startDay(DAY).inactiveShare(0).build();
    World other = World.builder(1).today(TODAY).channel(young).build();

    assertThat(
            other
                .truth(young.id(), List.of("day"), List.of("views"), FIRST, DAY.plusDays(1))
                .stream()
                .map(row -> row.get("day")))
        .containsExactly(DAY, DAY.plusDays(1))
        .inOrder();
  }

  @Test
  void restate_oneDay_changesThatDayOnly() {
    List<Map<String, Object>> before = truth("day", DAY.minusDays(1), DAY.plusDays(1));
    world.restate(channel.id(), DAY);
    List<Map<String, Object>> after = truth("day", DAY.minusDays(1), DAY.plusDays(1));

    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    assertThat(after.get(2)).isEqualTo(before.get(2));
  }

  @Test
  void remove_oneCountry_leavesTheOthersAsTheyWere() {
    List<Map<String, Object>> before = truth("country", DAY, DAY);
    Map<String, Object> gone = before.get(2);
    world.remove(channel.id(), DAY, "country", (String) requireNonNull(gone.get("country")));

    List<Map<String, Object>> rest = before.stream().filter(row -> !row.equals(gone)).toList();
    assertThat(truth("country", DAY, DAY)).isEqualTo(rest);
  }

  @Test
  void suppressDay_oneDay_emptiesItInEveryTable() {
    world.suppressDay(channel.id(), DAY);

    assertThat(truth("day", DAY, DAY)).isEmpty();
    assertThat(truth("country", DAY, DAY)).isEmpty();
    assertThat(truth("video", DAY, DAY)).isEmpty();
    assertThat(world.truth(channel.id(), List.of(), List.of("views"), DAY, DAY))
        .containsExactly(Map.of("views", 0L));
  }

  @Test
  void setTotals_moneyAndCounts_areExact() {
    world.setTotals(
        channel.id(), DAY, Map.of("views", 9_007_199_254_740_993L, "estimatedRevenue", 1L));

    assertThat(
            world.truth(
                channel.id(), List.of(), List.of("views", "estimatedRevenue", "likes"), DAY, DAY))
        .containsExactly(
            Map.of(
                "views",
                9_007_199_254_740_993L,
                "estimatedRevenue",
                new BigDecimal("0.000000001"),
                "likes",
                0L));
    assertThrows(
        IllegalArgumentException.class,
        () -> world.setTotals(channel.id(), DAY, Map.of("cardClickRate", 1L)));
  }

  @Test
  void hugeMinutes_someDays_areMoreThanADoubleHolds() {
    assertThat(
            world
                .truth(channel.id(), List.of("day"), List.of("estimatedMinutesWatched"), FIRST, DAY)
                .stream()
                .map(row -> row.get("estimatedMinutesWatched")))
        .contains(9_007_199_254_740_993L);
  }

  @Test
  void money_overManyDays_hasEveryKindOfAmount() {
    List<BigDecimal> amounts =
        world
            .truth(
                channel.id(),
                List.of("day"),
                List.of("estimatedRevenue"),
                LocalDate.of(2025, 1, 1),
                TODAY)
            .stream()
            .map(row -> (BigDecimal) requireNonNull(row.get("estimatedRevenue")))
            .toList();

    assertThat(amounts).contains(new BigDecimal("0.000000001"));
    assertThat(amounts).contains(new BigDecimal("1234567.891"));
    assertThat(amounts.stream().anyMatch(one -> one.scale() == 0)).isTrue();
    assertThat(amounts.stream().anyMatch(one -> one.scale() == 9)).isTrue();
    assertThat(amounts.stream().noneMatch(one -> one.scale() < 0)).isTrue();
  }

  @Test
  void countriesAndVideos_ofADay_addUpToLessThanItsTotal() {
    long total = sum(truth("day", DAY, DAY));

    assertThat(sum(truth("country", DAY, DAY))).isLessThan(total);
    assertThat(sum(truth("video", DAY, DAY))).isLessThan(total);
    assertThat(sum(truth("video", DAY, DAY))).isGreaterThan(total * 9 / 10);
  }

  private static long sum(List<Map<String, Object>> rows) {
    return rows.stream().mapToLong(row -> (long) requireNonNull(row.get("views"))).sum();
  }
}
