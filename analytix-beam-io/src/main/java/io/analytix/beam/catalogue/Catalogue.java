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
 * Judges queries without asking the API: which report type serves them, or which rules they break
 * and what the nearest valid query is.
 *
 * <p>Safe for use by several threads. The data is the resource {@code catalogue.json}, read once.
 */
public final class Catalogue {
  private static final Catalogue CURRENT = of(EnumSet.allOf(Deviation.class));
  private static final Catalogue ANALYTIX = of(EnumSet.noneOf(Deviation.class));

  private final RuleSet law;
  private final List<ReportType> channelTypes;
  private final List<ReportType> ownerTypes;

  private Catalogue(RuleSet law) {
    this.law = law;
    this.channelTypes = widestFirst(law.channelTypes().values());
    this.ownerTypes = widestFirst(law.ownerTypes().values());
  }

  /** What the API takes today, as far as it is documented or was seen. */
  public static Catalogue current() {
    return CURRENT;
  }

  /** What analytix 5.5.0 takes: its verdicts exactly, oddities and all, for comparison. */
  public static Catalogue analytix() {
    return ANALYTIX;
  }

  /** analytix, but for these deviations. */
  static Catalogue of(Set<Deviation> deviations) {
    return new Catalogue(RuleSetReader.read(deviations));
  }

  /** Those with most metrics first, and of equals those that take fewer names. */
  private static List<ReportType> widestFirst(Collection<ReportType> types) {
    return types.stream()
        .sorted(
            Comparator.comparingInt((ReportType type) -> -type.metrics().size())
                .thenComparingInt(ReportType::breadth))
        .toList();
  }

  /** The report types that channels have, those with most metrics first. */
  public List<ReportType> types() {
    return channelTypes;
  }

  /** The last day of a query that names none, where it is {@code today}. */
  public LocalDate lastDay(LocalDate today) {
    return law.has(Deviation.LAST_DAY) ? today.minusDays(1) : today;
  }

  /** Judges a query; an unknown name or value is a violation. */
  public CheckResult check(ReportQuery query) {
    return check(query, UnknownNames.STRICT);
  }

  /** Judges a query. */
  public CheckResult check(ReportQuery query, UnknownNames level) {
    Diagnostics general = new Diagnostics(level);
    ReportQuery dated = QueryChecks.check(query, law, general);
    if (!general.clean() && !law.has(Deviation.EVERY_VIOLATION)) {
      return verdict(null, dated, general, new Diagnostics(level), null);
    }
    if (!law.has(Deviation.EVERY_TYPE)) {
      return judged(dated, decided(dated), general, level, null);
    }
    CheckResult valid = general.clean() ? widest(dated, general, level) : null;
    return valid != null ? valid : nearest(dated, general, level);
  }

  private ReportType decided(ReportQuery query) {
    String id = idOfAnalytix(query);
    ReportType type = law.types(query).getOrDefault(id, law.channelTypes().get(id));
    if (type == null) {
      throw new IllegalStateException("no report type " + id);
    }
    return type;
  }

  /** The report type that analytix picks; where several are as good, so is this. */
  private String idOfAnalytix(ReportQuery query) {
    return law.resolution().typeOf(query);
  }

  private List<ReportType> types(ReportQuery query) {
    return query.forContentOwner() ? ownerTypes : channelTypes;
  }

  /** The verdict with the type that finds no fault and has most metrics. */
  private @Nullable CheckResult widest(ReportQuery query, Diagnostics general, UnknownNames level) {
    CheckResult widest = null;
    int width = 0;
    for (ReportType type : types(query)) {
      if (type.metrics().size() < width) {
        return widest;
      }
      if (QueryEdits.leastDistance(query, type, law) == 0
          && (widest == null || type.id().equals(idOfAnalytix(query)))) {
        Diagnostics findings = first(query, type, level);
        if (findings.clean()) {
          widest = verdict(type, query, general, findings, null);
          width = type.metrics().size();
        }
      }
    }
    return widest;
  }

  private Diagnostics first(ReportQuery query, ReportType type, UnknownNames level) {
    Diagnostics findings = new Diagnostics(level);
    TypeChecks.first(ReportTypeMatch.of(query, type, law), findings);
    return findings;
  }

  /** Whether a type finds no fault with a query. */
  boolean serves(ReportType type, ReportQuery query) {
    return first(query.dated(), type, UnknownNames.STRICT).clean();
  }

  private CheckResult nearest(ReportQuery query, Diagnostics general, UnknownNames level) {
    ReportQuery tidy = new QueryNormalizer(law, level).of(query);
    List<ReportType> types = types(query);
    // Rules out most types before a query is mended for them.
    int[] bounds =
        types.stream().mapToInt(type -> QueryEdits.leastDistance(tidy, type, law)).toArray();
    int place = likeliest(bounds, types, query);
    ReportType nearestType = types.get(place);
    ReportQuery nearest = QueryRepair.of(tidy, nearestType, law);
    int least = QueryEdits.distance(tidy, nearest);
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] < least && i != place) {
        ReportQuery mended = QueryRepair.of(tidy, types.get(i), law);
        int distance = QueryEdits.distance(tidy, mended);
        if (distance < least) {
          least = distance;
          nearest = mended;
          nearestType = types.get(i);
        }
      }
    }
    NearestQuery way = new NearestQuery(nearest, QueryEdits.describe(query, nearest));
    return judged(query, nearestType, general, level, way);
  }

  /** The place of the least bound; of several of one width analytix's choice, or else the first. */
  private int likeliest(int[] bounds, List<ReportType> types, ReportQuery query) {
    int place = 0;
    for (int i = 1; i < bounds.length; i++) {
      if (bounds[i] < bounds[place]
          || (bounds[i] == bounds[place]
              && types.get(i).metrics().size() == types.get(place).metrics().size()
              && types.get(i).id().equals(idOfAnalytix(query)))) {
        place = i;
      }
    }
    return place;
  }

  private CheckResult judged(
      ReportQuery query,
      ReportType type,
      Diagnostics general,
      UnknownNames level,
      @Nullable NearestQuery nearest) {
    Diagnostics findings = new Diagnostics(level);
    ReportTypeMatch subject = ReportTypeMatch.of(query, type, law);
    if (law.has(Deviation.EVERY_VIOLATION)) {
      TypeChecks.all(subject, findings);
    } else {
      TypeChecks.first(subject, findings);
    }
    return verdict(type, query, general, findings, nearest);
  }

  private CheckResult verdict(
      @Nullable ReportType type,
      ReportQuery query,
      Diagnostics general,
      Diagnostics ofType,
      @Nullable NearestQuery nearest) {
    return new CheckResult(
        type,
        type == null ? List.of() : MetricChoice.of(query, type, law),
        query.startDate(),
        query.endDate(),
        both(general.violations(), ofType.violations()),
        both(general.warnings(), ofType.warnings()),
        nearest);
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
