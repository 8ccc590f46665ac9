// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import java.util.List;

/**
 * A metric of the simulated API.
 *
 * @param type the data type in {@code columnHeaders}
 * @param monetary whether it requires the monetary scope and a monetised channel
 * @param formula computes a cell from sums over days and cohorts
 */
public record Metric(String name, Type type, boolean monetary, Formula formula) {
  public enum Type {
    INTEGER,
    FLOAT
  }

  public sealed interface Formula {
    /** Returns the additive quantities that the formula requires. */
    List<String> parts();
  }

  /** A count that adds up over days and cohorts. */
  record Count(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** A count at a point of a {@link SmoothCurve}. It does not add up over days. */
  record CurvePoint(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** An amount in billionths of a dollar that adds up over days and cohorts. */
  public record Money(String part) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(part);
    }
  }

  /** {@code factor * above / below}, or 0 if {@code below} is 0. */
  record Ratio(String above, String below, double factor) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }

  /** {@code factor * above / below} truncated to an integer, or 0 if {@code below} is 0. */
  record WholeRatio(String above, String below, int factor) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }

  /** An amount per thousand of {@code below}, or 0 if {@code below} is 0. */
  public record PerThousand(String above, String below) implements Formula {
    @Override
    public List<String> parts() {
      return List.of(above, below);
    }
  }
}
