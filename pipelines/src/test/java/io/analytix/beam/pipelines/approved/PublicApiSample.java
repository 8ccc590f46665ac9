// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A little of everything that a public API is made of, and of what is not part of it. */
public final class PublicApiSample {
  private PublicApiSample() {}

  public static Stream<Class<?>> types() {
    return Stream.concat(
        Stream.of(PublicApiSample.class),
        Arrays.stream(PublicApiSample.class.getDeclaredClasses()));
  }

  /** A record with more than its components. */
  public record Box<T>(List<T> content, int size) implements Serializable {
    public Box(List<T> content) {
      this(content, content.size());
    }

    public <X extends Exception> T open(Supplier<? super X> refused, String... with) throws X {
      return content.get(with.length);
    }

    T unseen() {
      return content.get(0);
    }
  }

  /** A type that cannot be named, with members that can. */
  static class Hidden {
    protected final int depth = 1;

    public void seenThroughWhatInheritsIt() {}
  }

  /** What inherits it. */
  public abstract static class Inherited<T extends Number> extends Hidden {
    abstract T unseen();
  }

  /** An enum. */
  public enum Colour {
    BLUE
  }

  /** A sealed interface. */
  public sealed interface Lid permits Screw {
    void close();
  }

  /** All that may implement it. */
  public static final class Screw implements Lid {
    @Override
    public void close() {}
  }
}
