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
 * How many names of a set a query may have: dimensions, or filters.
 *
 * @param kind how many
 * @param names the set, the likeliest first
 * @param locked the only value that a filter may have, by its name
 */
public record NameRule(Kind kind, List<String> names, Map<String, String> locked) {
  public NameRule {
    names = List.copyOf(names);
    locked = Map.copyOf(locked);
  }

  /** How many. */
  public enum Kind {
    /** Every one of them. */
    REQUIRED("required", "all of"),
    /** One. */
    EXACTLY_ONE("exactlyOne", "exactly one of"),
    /** At least one. */
    ONE_OR_MORE("oneOrMore", "one or more of"),
    /** Any; for a single name. */
    OPTIONAL("optional", "optionally"),
    /** At most one. */
    ZERO_OR_ONE("zeroOrOne", "at most one of"),
    /** Any. */
    ZERO_OR_MORE("zeroOrMore", "any of");

    private final String word;
    private final String text;

    Kind(String word, String text) {
      this.word = word;
      this.text = text;
    }

    /** The word for it in the resource. */
    public String word() {
      return word;
    }

    /** Whether the rule is kept where so many of its names are there. */
    boolean holds(int present, int names) {
      return switch (this) {
        case REQUIRED -> present == names;
        case EXACTLY_ONE -> present == 1;
        case ONE_OR_MORE -> present >= 1;
        case ZERO_OR_ONE -> present <= 1;
        case OPTIONAL, ZERO_OR_MORE -> true;
      };
    }

    /** How many names are too many or too few. */
    int faults(int present, int names) {
      return switch (this) {
        case REQUIRED -> names - present;
        case EXACTLY_ONE -> Math.abs(present - 1);
        case ONE_OR_MORE -> present >= 1 ? 0 : 1;
        case ZERO_OR_ONE -> Math.max(0, present - 1);
        case OPTIONAL, ZERO_OR_MORE -> 0;
      };
    }

    private boolean compulsory() {
      return this == REQUIRED || this == EXACTLY_ONE || this == ONE_OR_MORE;
    }

    private boolean exclusive() {
      return this == EXACTLY_ONE || this == ZERO_OR_ONE;
    }
  }

  /** Reads a line of the resource, such as {@code "required country==US"}. */
  static NameRule parse(String line) {
    List<String> words = WordLists.of(line);
    Map<String, String> locked = new LinkedHashMap<>();
    List<String> names =
        words.stream()
            .skip(1)
            .map(
                word -> {
                  String[] parts = word.split("==", 2);
                  if (parts.length == 2) {
                    locked.put(parts[0], parts[1]);
                  }
                  return parts[0];
                })
            .toList();
    return new NameRule(kind(words.get(0)), names, locked);
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of rule: " + word));
  }

  /** Whether a query must have some of the names. */
  boolean compulsory() {
    return kind.compulsory();
  }

  /** How many of the names are there. */
  int present(Collection<String> there) {
    int count = 0;
    for (String name : names) {
      if (there.contains(name)) {
        count++;
      }
    }
    return count;
  }

  boolean holds(Collection<String> there) {
    return kind.holds(present(there), names.size());
  }

  int faults(Collection<String> there) {
    return kind.faults(present(there), names.size());
  }

  /** Drops all but the first of names that exclude each other. */
  void dropSurplus(List<String> there) {
    if (kind.exclusive() && present(there) > 1) {
      String kept = names.stream().filter(there::contains).findFirst().orElseThrow();
      there.removeIf(name -> names.contains(name) && !name.equals(kept));
    }
  }

  /** Adds what is missing. */
  void addMissing(List<String> there) {
    if (kind == Kind.REQUIRED) {
      names.stream().filter(name -> !there.contains(name)).forEach(there::add);
    } else if (compulsory() && present(there) == 0) {
      there.add(names.get(0));
    }
  }

  /** The rule in words, such as {@code exactly one of playlist, group}. */
  public String text() {
    List<String> shown =
        names.stream()
            .map(name -> locked.containsKey(name) ? name + "==" + locked.get(name) : name)
            .toList();
    return kind.text.toLowerCase(Locale.ROOT) + " " + String.join(", ", shown);
  }
}
