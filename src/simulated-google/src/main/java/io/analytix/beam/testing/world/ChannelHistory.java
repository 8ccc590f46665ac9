// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.ChannelDay.SliceName;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The history of a channel. Not thread-safe: {@link GroundTruth} holds the lock. */
public final class ChannelHistory {
  private final SimulatedChannel channel;
  private final List<String> videos;
  private final KeyedRandom random;
  private final Map<LocalDate, Integer> versions = new HashMap<>();
  private final Map<LocalDate, Map<String, Long>> fixedTotals = new HashMap<>();
  private final Map<LocalDate, Map<String, String>> fixedValues = new HashMap<>();
  private final Map<LocalDate, Set<SliceName>> removed = new HashMap<>();
  private final Set<LocalDate> silent = new HashSet<>();
  private volatile @Nullable Cohorts cohorts;
  private LocalDate arrivedThrough;

  ChannelHistory(SimulatedChannel channel, long seed, LocalDate today) {
    this.channel = channel;
    this.videos = channel.videos();
    this.random = KeyedRandom.from(seed).with(channel.id());
    this.arrivedThrough = lastUsualDay(today);
  }

  SimulatedChannel channel() {
    return channel;
  }

  /** Returns the channel's viewers, generated on first use, the same for all threads. */
  Cohorts cohorts() {
    Cohorts made = cohorts;
    if (made == null) {
      made = new Cohorts(channel, videos, random.with("cohorts"));
      cohorts = made;
    }
    return made;
  }

  LocalDate arrivedThrough() {
    return arrivedThrough;
  }

  /** Returns the day, if it is active and no longer late. */
  Optional<ChannelDay> day(LocalDate day) {
    if (day.isBefore(channel.startDay()) || day.isAfter(arrivedThrough) || silent.contains(day)) {
      return Optional.empty();
    }
    KeyedRandom ofDay = random.with(day.toEpochDay());
    if (!fixedTotals.containsKey(day) && ofDay.with("inactive").happens(channel.inactiveShare())) {
      return Optional.empty();
    }
    KeyedRandom ofVersion = ofDay.with(versions.getOrDefault(day, 0));
    return Optional.of(
        new ChannelDay(
            channel,
            day,
            ofVersion,
            fixedTotals.get(day),
            fixedValues.getOrDefault(day, Map.of()),
            removed.getOrDefault(day, Set.of())));
  }

  public void restate(LocalDate day) {
    versions.merge(day, 1, Integer::sum);
  }

  public void stage(LocalDate day, Map<String, Long> totals) {
    fixedTotals.put(day, Map.copyOf(totals));
  }

  public void pin(LocalDate day, Map<String, String> values) {
    values.keySet().forEach(dimension -> cohorts().value(dimension, 0));
    fixedValues.put(day, Map.copyOf(values));
  }

  public void silence(LocalDate day) {
    silent.add(day);
  }

  public void speak(LocalDate day) {
    silent.remove(day);
  }

  public void remove(LocalDate day, String dimension, String value) {
    removed.computeIfAbsent(day, any -> new HashSet<>()).add(new SliceName(dimension, value));
  }

  void arriveThrough(LocalDate day) {
    if (day.isAfter(arrivedThrough)) {
      arrivedThrough = day;
    }
  }

  void advanceTo(LocalDate today) {
    arriveThrough(lastUsualDay(today));
  }

  private LocalDate lastUsualDay(LocalDate today) {
    return today.minusDays(1L + channel.lateDays());
  }
}
