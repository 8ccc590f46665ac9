// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Numbers to be read in ascending order. Up to 524,288 are in memory; more are sorted in temporary
 * files.
 */
public final class SortedNumbers implements Closeable {
  private static final int MAX_IN_MEMORY = 1 << 19;
  private static final int FILE_BUFFER = 1 << 15;

  private long[] numbers = new long[64];
  private int count;
  private long size;
  private final List<Path> runs = new ArrayList<>();
  private final List<Closeable> open = new ArrayList<>();

  /** Adds a number; equal ones are kept. */
  public void add(long number) throws IOException {
    if (count == numbers.length) {
      if (count == MAX_IN_MEMORY) {
        spill();
      } else {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
    }
    numbers[count++] = number;
    size++;
  }

  /** How many were added. */
  public long size() {
    return size;
  }

  private void spill() throws IOException {
    Arrays.sort(numbers, 0, count);
    Path run = Files.createTempFile("analytix-", ".sort");
    runs.add(run);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), FILE_BUFFER))) {
      for (int i = 0; i < count; i++) {
        out.writeLong(numbers[i]);
      }
    }
    count = 0;
  }

  /** A reader of all numbers in ascending order. Nothing may be added afterwards. */
  public Reader read() throws IOException {
    Arrays.sort(numbers, 0, count);
    List<Run> sources = new ArrayList<>();
    sources.add(new Run(null, numbers, count));
    for (Path run : runs) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(run), FILE_BUFFER));
      open.add(in);
      sources.add(new Run(in, new long[0], 0));
    }
    return new Reader(sources);
  }

  /** How many numbers equal the one before. */
  public long repeated() throws IOException {
    Reader reader = read();
    long repeated = 0;
    OptionalLong last = OptionalLong.empty();
    for (OptionalLong next = reader.next(); next.isPresent(); next = reader.next()) {
      repeated += next.equals(last) ? 1 : 0;
      last = next;
    }
    return repeated;
  }

  /** How many numbers both have; one that is in both twice counts twice. */
  public static long common(SortedNumbers one, SortedNumbers other) throws IOException {
    Reader left = one.read();
    Reader right = other.read();
    OptionalLong a = left.next();
    OptionalLong b = right.next();
    long common = 0;
    while (a.isPresent() && b.isPresent()) {
      int order = Long.compare(a.getAsLong(), b.getAsLong());
      common += order == 0 ? 1 : 0;
      a = order <= 0 ? left.next() : a;
      b = order >= 0 ? right.next() : b;
    }
    return common;
  }

  /** Deletes the temporary files. */
  @Override
  public void close() throws IOException {
    for (Closeable file : open) {
      file.close();
    }
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  /** Merges the sorted runs. */
  public static final class Reader {
    private final PriorityQueue<Run> runs = new PriorityQueue<>();

    private Reader(List<Run> sources) throws IOException {
      for (Run run : sources) {
        if (run.advance()) {
          runs.add(run);
        }
      }
    }

    /** The next number; empty after the last. */
    public OptionalLong next() throws IOException {
      Run first = runs.poll();
      if (first == null) {
        return OptionalLong.empty();
      }
      long number = first.current;
      if (first.advance()) {
        runs.add(first);
      }
      return OptionalLong.of(number);
    }
  }

  private static final class Run implements Comparable<Run> {
    private final @Nullable DataInputStream file;
    private final long[] numbers;
    private final int count;
    private int next;
    private long current;

    Run(@Nullable DataInputStream file, long[] numbers, int count) {
      this.file = file;
      this.numbers = numbers;
      this.count = count;
    }

    /** Moves to the next number; returns whether there is one. */
    boolean advance() throws IOException {
      if (file == null) {
        if (next == count) {
          return false;
        }
        current = numbers[next++];
        return true;
      }
      try {
        current = file.readLong();
        return true;
      } catch (EOFException e) {
        return false;
      }
    }

    @Override
    public int compareTo(Run other) {
      return Long.compare(current, other.current);
    }
  }
}
