// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;

/**
 * Checks the structure of a YAML file before its content is built, because a small file can stand
 * for an endless document: by collections that contain themselves, or by aliases of aliases.
 */
final class YamlStructure {
  private static final int MAX_DEPTH = 20;
  private static final long MAX_VALUES = 200_000;

  private final Deque<OpenCollection> open = new ArrayDeque<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private int documents;

  private YamlStructure() {}

  /** A collection that has begun, with the number of values in it so far, aliases expanded. */
  private static final class OpenCollection {
    private final Optional<String> anchor;
    private long values = 1;

    OpenCollection(Optional<String> anchor) {
      this.anchor = anchor;
    }
  }

  /** Returns the first problem of the events of a file, if any. Reads no further than that. */
  static Optional<String> problem(Iterable<Event> events) {
    YamlStructure structure = new YamlStructure();
    for (Event event : events) {
      Optional<String> problem = structure.add(event);
      if (problem.isPresent()) {
        return problem.map(text -> text + place(event));
      }
    }
    return Optional.empty();
  }

  private static String place(Event event) {
    return event.getStartMark().map(mark -> " (line " + (mark.getLine() + 1) + ")").orElse("");
  }

  private Optional<String> add(Event event) {
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      return Optional.of("has more than one YAML document: put all reports into one");
    }
    if (event instanceof CollectionStartEvent start) {
      open.push(new OpenCollection(name(start)));
      return open.size() > MAX_DEPTH
          ? Optional.of("is nested deeper than " + MAX_DEPTH + " levels")
          : Optional.empty();
    }
    if (event instanceof CollectionEndEvent) {
      OpenCollection ended = open.pop();
      return add(ended.anchor, ended.values);
    }
    if (event instanceof AliasEvent alias) {
      String name = alias.getAlias().getValue();
      return open.stream().anyMatch(around -> around.anchor.equals(Optional.of(name)))
          ? Optional.of("has a collection that contains itself, by the alias *" + name)
          : add(Optional.empty(), sizes.getOrDefault(name, 1L));
    }
    return event instanceof NodeEvent scalar ? add(name(scalar), 1) : Optional.empty();
  }

  private static Optional<String> name(NodeEvent node) {
    return node.getAnchor().map(Anchor::getValue);
  }

  private Optional<String> add(Optional<String> anchor, long values) {
    anchor.ifPresent(name -> sizes.put(name, values));
    OpenCollection around = open.peek();
    if (around != null) {
      around.values += values;
    }
    return around != null && around.values > MAX_VALUES
        ? Optional.of("has more than " + MAX_VALUES + " values, counting aliases")
        : Optional.empty();
  }
}
