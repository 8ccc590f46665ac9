// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.List;

/**
 * One metric of the simulated API.
 *
 * @param type what {@code columnHeaders} says
 * @param monetary needs the monetary scope and a monetised channel
 * @param formula how a cell comes from sums over days and slices
 */
public record Metric(String name, Type type, boolean monetary, Formula formula) {
  public enum Type {
    INTEGER,
    FLOAT
  }

  public sealed interface Formula {
    /** Names of the summable quantities that the formula needs. */
    List<String> parts();
  }

  /** A count that adds up over days and slices. */
  record Count(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** A count at one point of a {@link SmoothCurve}; days do not add up. */
  record Drawn(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** An amount in billionths of a dollar that adds up over days and slices. */
  public record Money(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** {@code factor * above / below}, or zero where nothing stands below. */
  record Ratio(String above, String below, double factor) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }

  /** {@code factor * above / below} cut to a whole number, or zero where nothing stands below. */
  record WholeRatio(String above, String below, int factor) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }

  /** An amount for each thousand of {@code below}, or zero where nothing stands below. */
  public record PerThousand(String above, String below) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }
}
