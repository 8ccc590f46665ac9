// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many names of a set a query may have, for dimensions or filters.
 *
 * @param kind the number of names
 * @param names the set, the most likely name first
 * @param locked the only allowed value of a filter, by its name
 */
public record NameRule(Kind kind, List<String> names, Map<String, String> locked) {
  public NameRule {
    names = List.copyOf(names);
    locked = Map.copyOf(locked);
  }

  /** The allowed number of names. */
  public enum Kind {
    /** All of them. */
    REQUIRED("required", "all of"),
    /** Exactly one. */
    EXACTLY_ONE("exactlyOne", "exactly one of"),
    /** At least one. */
    ONE_OR_MORE("oneOrMore", "one or more of"),
    /** Any number; for a single name. */
    OPTIONAL("optional", "optionally"),
    /** At most one. */
    ZERO_OR_ONE("zeroOrOne", "at most one of"),
    /** Any number. */
    ZERO_OR_MORE("zeroOrMore", "any of");

    private final String keyword;
    private final String text;

    Kind(String keyword, String text) {
      this.keyword = keyword;
      this.text = text;
    }

    /** Its keyword in the resource. */
    public String keyword() {
      return keyword;
    }

    /** Whether the rule holds for a query with {@code present} of its names. */
    boolean holds(int present, int names) {
      return switch (this) {
        case REQUIRED -> present == names;
        case EXACTLY_ONE -> present == 1;
        case ONE_OR_MORE -> present >= 1;
        case ZERO_OR_ONE -> present <= 1;
        case OPTIONAL, ZERO_OR_MORE -> true;
      };
    }

    /** The number of names that are too many or too few. */
    int faults(int present, int names) {
      return switch (this) {
        case REQUIRED -> names - present;
        case EXACTLY_ONE -> Math.abs(present - 1);
        case ONE_OR_MORE -> present >= 1 ? 0 : 1;
        case ZERO_OR_ONE -> Math.max(0, present - 1);
        case OPTIONAL, ZERO_OR_MORE -> 0;
      };
    }

    private boolean limits() {
      return this != OPTIONAL && this != ZERO_OR_MORE;
    }

    private boolean compulsory() {
      return this == REQUIRED || this == EXACTLY_ONE || this == ONE_OR_MORE;
    }

    private boolean exclusive() {
      return this == EXACTLY_ONE || this == ZERO_OR_ONE;
    }
  }

  /** Parses a line of the resource, such as {@code "required country==US"}. */
  static NameRule parse(String line) {
    List<String> words = WordLists.of(line);
    Map<String, String> locked = new LinkedHashMap<>();
    List<String> names =
        words.stream()
            .skip(1)
            .map(
                keyword -> {
                  String[] parts = keyword.split("==", 2);
                  if (parts.length == 2) {
                    locked.put(parts[0], parts[1]);
                  }
                  return parts[0];
                })
            .toList();
    return new NameRule(kind(words.get(0)), names, locked);
  }

  private static Kind kind(String keyword) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.keyword.equals(keyword))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of rule: " + keyword));
  }

  /** Whether a query must have at least one of the names. */
  boolean compulsory() {
    return kind.compulsory();
  }

  /** The number of names that the query has. */
  int present(Collection<String> queryNames) {
    int count = 0;
    for (String name : names) {
      if (queryNames.contains(name)) {
        count++;
      }
    }
    return count;
  }

  boolean holds(Collection<String> queryNames) {
    return !kind.limits() || kind.holds(present(queryNames), names.size());
  }

  int faults(Collection<String> queryNames) {
    return kind.limits() ? kind.faults(present(queryNames), names.size()) : 0;
  }

  /** Removes all but the first of names that exclude each other. */
  void dropSurplus(List<String> queryNames) {
    if (kind.exclusive() && present(queryNames) > 1) {
      String kept = names.stream().filter(queryNames::contains).findFirst().orElseThrow();
      queryNames.removeIf(name -> names.contains(name) && !name.equals(kept));
    }
  }

  /** Adds missing names. */
  void addMissing(List<String> queryNames) {
    if (kind == Kind.REQUIRED) {
      names.stream().filter(name -> !queryNames.contains(name)).forEach(queryNames::add);
    } else if (compulsory() && present(queryNames) == 0) {
      queryNames.add(names.get(0));
    }
  }

  /** The rule as text, such as {@code exactly one of playlist, group}. */
  public String text() {
    List<String> shown =
        names.stream()
            .map(name -> locked.containsKey(name) ? name + "==" + locked.get(name) : name)
            .toList();
    return kind.text.toLowerCase(Locale.ROOT) + " " + String.join(", ", shown);
  }
}
