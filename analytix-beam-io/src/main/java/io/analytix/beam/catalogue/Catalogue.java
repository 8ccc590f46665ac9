// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks queries without a request to the API: returns the report type that serves the query, or
 * the rules that it breaks and the nearest valid query.
 *
 * <p>Safe for use by several threads. The rules are in the resource {@code catalogue.json}, which
 * is read once.
 */
public final class Catalogue {
  private static final Catalogue CURRENT = of(EnumSet.allOf(Deviation.class));
  private static final Catalogue ANALYTIX = of(EnumSet.noneOf(Deviation.class));

  private final RuleSet ruleSet;
  private final List<ReportType> channelTypes;
  private final List<ReportType> ownerTypes;

  private Catalogue(RuleSet ruleSet) {
    this.ruleSet = ruleSet;
    this.channelTypes = widestFirst(ruleSet.channelTypes().values());
    this.ownerTypes = widestFirst(ruleSet.ownerTypes().values());
  }

  /**
   * The queries that the API accepts today, according to its documentation and to observed
   * responses.
   */
  public static Catalogue current() {
    return CURRENT;
  }

  /**
   * The queries that analytix 5.5.0 accepts, with exactly its results including its errors, for
   * comparison.
   */
  public static Catalogue analytix() {
    return ANALYTIX;
  }

  /** The rules of analytix with these deviations. */
  static Catalogue of(Set<Deviation> deviations) {
    return new Catalogue(RuleSetReader.read(deviations));
  }

  /**
   * Sorts types by the number of metrics, descending; of equal numbers, types that accept fewer
   * names come first.
   */
  private static List<ReportType> widestFirst(Collection<ReportType> types) {
    return types.stream()
        .sorted(
            Comparator.comparingInt((ReportType type) -> -type.metrics().size())
                .thenComparingInt(ReportType::breadth))
        .toList();
  }

  /** The report types for channels, sorted by the number of metrics, descending. */
  public List<ReportType> types() {
    return channelTypes;
  }

  /** The last day of a query without one, if the current date is {@code today}. */
  public LocalDate lastDay(LocalDate today) {
    return ruleSet.has(Deviation.LAST_DAY) ? today.minusDays(1) : today;
  }

  /** Checks a query; an unknown name or value is a violation. */
  public CheckResult check(ReportQuery query) {
    return check(query, UnknownNames.STRICT);
  }

  /** Checks a query. */
  public CheckResult check(ReportQuery query, UnknownNames level) {
    Diagnostics general = new Diagnostics(level);
    ReportQuery dated = QueryChecks.check(query, ruleSet, general);
    if (!general.clean() && !ruleSet.has(Deviation.EVERY_VIOLATION)) {
      return result(null, dated, general, new Diagnostics(level), null);
    }
    if (!ruleSet.has(Deviation.EVERY_TYPE)) {
      return checked(dated, analytixType(dated), general, level, null);
    }
    CheckResult valid = general.clean() ? widest(dated, general, level) : null;
    return valid != null ? valid : nearest(dated, general, level);
  }

  private ReportType analytixType(ReportQuery query) {
    String id = analytixTypeId(query);
    ReportType type = ruleSet.types(query).getOrDefault(id, ruleSet.channelTypes().get(id));
    if (type == null) {
      throw new IllegalStateException("no report type " + id);
    }
    return type;
  }

  /**
   * The report type that analytix selects; of several equally good types, it is also selected here.
   */
  private String analytixTypeId(ReportQuery query) {
    return ruleSet.resolution().typeOf(query);
  }

  private List<ReportType> types(ReportQuery query) {
    return query.forContentOwner() ? ownerTypes : channelTypes;
  }

  /** Returns the result with the valid type that has most metrics, null if no type is valid. */
  private @Nullable CheckResult widest(ReportQuery query, Diagnostics general, UnknownNames level) {
    DistanceBound bound = new DistanceBound(query, ruleSet);
    CheckResult widest = null;
    int width = 0;
    for (ReportType type : types(query)) {
      if (type.metrics().size() < width) {
        return widest;
      }
      if (!bound.excludes(type) && (widest == null || type.id().equals(analytixTypeId(query)))) {
        Diagnostics diagnostics = checkFirst(query, type, level);
        if (diagnostics.clean()) {
          widest = result(type, query, general, diagnostics, null);
          width = type.metrics().size();
        }
      }
    }
    return widest;
  }

  private Diagnostics checkFirst(ReportQuery query, ReportType type, UnknownNames level) {
    Diagnostics diagnostics = new Diagnostics(level);
    TypeChecks.first(ReportTypeMatch.of(query, type, ruleSet), diagnostics);
    return diagnostics;
  }

  /** Whether a query is valid for a type. */
  boolean serves(ReportType type, ReportQuery query) {
    return checkFirst(query.dated(), type, UnknownNames.STRICT).clean();
  }

  private CheckResult nearest(ReportQuery query, Diagnostics general, UnknownNames level) {
    ReportQuery normalized = new QueryNormalizer(ruleSet, level).of(query);
    List<ReportType> types = types(query);
    // Excludes most types before the query is repaired for them.
    int[] bounds = types.stream().mapToInt(new DistanceBound(normalized, ruleSet)::of).toArray();
    int index = mostLikely(bounds, types, query);
    ReportType nearestType = types.get(index);
    ReportQuery nearest = QueryRepair.of(normalized, nearestType, ruleSet);
    int minDistance = QueryEdits.distance(normalized, nearest);
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] < minDistance && i != index) {
        ReportQuery repaired = QueryRepair.of(normalized, types.get(i), ruleSet);
        int distance = QueryEdits.distance(normalized, repaired);
        if (distance < minDistance) {
          minDistance = distance;
          nearest = repaired;
          nearestType = types.get(i);
        }
      }
    }
    NearestQuery nearestQuery = new NearestQuery(nearest, QueryEdits.describe(query, nearest));
    return checked(query, nearestType, general, level, nearestQuery);
  }

  /**
   * The index of the smallest bound; of several with the same number of metrics analytix's choice,
   * else the first.
   */
  private int mostLikely(int[] bounds, List<ReportType> types, ReportQuery query) {
    int index = 0;
    for (int i = 1; i < bounds.length; i++) {
      if (bounds[i] < bounds[index]
          || (bounds[i] == bounds[index]
              && types.get(i).metrics().size() == types.get(index).metrics().size()
              && types.get(i).id().equals(analytixTypeId(query)))) {
        index = i;
      }
    }
    return index;
  }

  private CheckResult checked(
      ReportQuery query,
      ReportType type,
      Diagnostics general,
      UnknownNames level,
      @Nullable NearestQuery nearest) {
    Diagnostics diagnostics = new Diagnostics(level);
    ReportTypeMatch match = ReportTypeMatch.of(query, type, ruleSet);
    if (ruleSet.has(Deviation.EVERY_VIOLATION)) {
      TypeChecks.all(match, diagnostics);
    } else {
      TypeChecks.first(match, diagnostics);
    }
    return result(type, query, general, diagnostics, nearest);
  }

  private CheckResult result(
      @Nullable ReportType type,
      ReportQuery query,
      Diagnostics general,
      Diagnostics forType,
      @Nullable NearestQuery nearest) {
    return new CheckResult(
        type,
        type == null ? List.of() : MetricChoice.of(query, type, ruleSet),
        query.startDate(),
        query.endDate(),
        concat(general.violations(), forType.violations()),
        concat(general.warnings(), forType.warnings()),
        nearest);
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
