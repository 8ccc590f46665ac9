// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The histories of all channels. Thread-safe: a change applies between two responses. */
public final class GroundTruth {
  private final long seed;
  private final Map<String, ChannelHistory> histories = new LinkedHashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private LocalDate today;

  public GroundTruth(long seed, LocalDate today) {
    this.seed = seed;
    this.today = today;
  }

  /** Adds a channel before the first query, and returns false if it exists already. */
  public boolean add(SimulatedChannel channel) {
    return histories.putIfAbsent(channel.id(), new ChannelHistory(channel, seed, today)) == null;
  }

  public long seed() {
    return seed;
  }

  public LocalDate today() {
    return reading(() -> today);
  }

  /** Returns all channels in the order of addition. */
  public List<SimulatedChannel> channels() {
    return histories.values().stream().map(ChannelHistory::channel).toList();
  }

  public Optional<SimulatedChannel> find(String channelId) {
    return Optional.ofNullable(histories.get(channelId)).map(ChannelHistory::channel);
  }

  /** Returns the rows of a query, each a list of cells in column order. */
  public List<List<Object>> rows(ReportQuestion question) {
    return rows(question, List.of(history(question.channelId()).channel()));
  }

  /**
   * Returns the rows of a query of several channels. Monetary metrics include only monetised ones.
   */
  public List<List<Object>> rows(ReportQuestion question, List<SimulatedChannel> channels) {
    boolean monetary = question.metrics().stream().anyMatch(name -> Metrics.get(name).monetary());
    List<ChannelHistory> requested =
        channels.stream()
            .filter(channel -> channel.monetised() || !monetary)
            .map(channel -> history(channel.id()))
            .toList();
    if (requested.isEmpty()) {
      return List.of();
    }
    List<List<Object>> rows =
        RowOrder.sorted(reading(() -> Aggregator.rows(question, requested)), question);
    int from = Math.min(rows.size(), question.startIndex() - 1);
    int maxRows = question.maxResults().orElse(rows.size());
    return rows.subList(from, (int) Math.min(rows.size(), (long) from + maxRows));
  }

  public void change(String channelId, Consumer<ChannelHistory> change) {
    ChannelHistory history = history(channelId);
    writing(() -> change.accept(history));
  }

  /** Releases the late days of a channel, through yesterday. */
  public void releaseLateDays(String channelId) {
    change(channelId, history -> history.arriveThrough(today.minusDays(1)));
  }

  public void advanceTo(LocalDate day) {
    writing(
        () -> {
          if (day.isBefore(today)) {
            throw new IllegalArgumentException(
                "today must not move back from " + today + " to " + day);
          }
          today = day;
          histories.values().forEach(history -> history.advanceTo(day));
        });
  }

  private ChannelHistory history(String channelId) {
    ChannelHistory history = histories.get(channelId);
    if (history == null) {
      throw new IllegalArgumentException("unknown channel id: " + channelId);
    }
    return history;
  }

  private <T> T reading(Supplier<T> read) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      return read.get();
    } finally {
      reading.unlock();
    }
  }

  private void writing(Runnable write) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      write.run();
    } finally {
      writing.unlock();
    }
  }
}
