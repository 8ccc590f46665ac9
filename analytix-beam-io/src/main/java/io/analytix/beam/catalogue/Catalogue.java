// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

  private final Law law;
  private final List<ReportType> channelTypes;
  private final List<ReportType> ownerTypes;

  private Catalogue(Law law) {
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
    return new Catalogue(LawReader.read(deviations));
  }

  /** Those with most metrics first, and of equals those that take fewer names. */
  private static List<ReportType> widestFirst(Collection<ReportType> types) {
    List<ReportType> sorted = new ArrayList<>(types);
    sorted.sort(
        Comparator.comparingInt((ReportType type) -> -type.metrics().size())
            .thenComparingInt(ReportType::breadth));
    return Collections.unmodifiableList(sorted);
  }

  /** The report types that channels have, those with most metrics first. */
  public List<ReportType> types() {
    return channelTypes;
  }

  /** Judges a query; an unknown name or value is a violation. */
  public Verdict check(ReportQuery query) {
    return check(query, Level.STRICT);
  }

  /** Judges a query. */
  public Verdict check(ReportQuery query, Level level) {
    Findings general = new Findings(level);
    ReportQuery dated = QueryChecks.check(query, law, general);
    if (!general.clean() && !law.has(Deviation.EVERY_VIOLATION)) {
      return verdict(null, dated, general, new Findings(level), null);
    }
    if (!law.has(Deviation.EVERY_TYPE)) {
      return judged(dated, decided(dated), general, level, null);
    }
    Verdict valid = general.clean() ? widest(dated, general, level) : null;
    return valid != null ? valid : nearest(dated, general, level);
  }

  private ReportType decided(ReportQuery query) {
    String id = law.resolution().typeOf(query);
    ReportType type = law.types(query).getOrDefault(id, law.channelTypes().get(id));
    if (type == null) {
      throw new IllegalStateException("no report type " + id);
    }
    return type;
  }

  private List<ReportType> types(ReportQuery query) {
    return query.forContentOwner() ? ownerTypes : channelTypes;
  }

  /** The verdict with the first type that finds no fault, and so has most metrics. */
  private @Nullable Verdict widest(ReportQuery query, Findings general, Level level) {
    for (ReportType type : types(query)) {
      if (Subject.fits(query, type, law)) {
        Findings findings = first(query, type, level);
        if (findings.clean()) {
          return verdict(type, query, general, findings, null);
        }
      }
    }
    return null;
  }

  private Findings first(ReportQuery query, ReportType type, Level level) {
    Findings findings = new Findings(level);
    TypeChecks.first(Subject.of(query, type, law), findings);
    return findings;
  }

  /** Whether a type finds no fault with a query. */
  boolean serves(ReportType type, ReportQuery query) {
    return first(query.dated(), type, Level.STRICT).clean();
  }

  private Verdict nearest(ReportQuery query, Findings general, Level level) {
    ReportQuery tidy = new Tidying(law, level).of(query);
    List<ReportType> types = types(query);
    int[] bounds = types.stream().mapToInt(type -> leastDistance(tidy, type)).toArray();
    ReportType likeliest = types.get(placeOfLeast(bounds));
    int least = Edits.distance(tidy, Mending.of(tidy, likeliest, law)) + 1;
    ReportType nearestType = likeliest;
    ReportQuery nearest = tidy;
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] < least) {
        ReportQuery mended = Mending.of(tidy, types.get(i), law);
        int distance = Edits.distance(tidy, mended);
        if (distance < least) {
          least = distance;
          nearest = mended;
          nearestType = types.get(i);
        }
      }
    }
    NearestQuery way = new NearestQuery(nearest, Edits.describe(query, nearest));
    return judged(query, nearestType, general, level, way);
  }

  private static int placeOfLeast(int[] numbers) {
    int place = 0;
    for (int i = 1; i < numbers.length; i++) {
      place = numbers[i] < numbers[place] ? i : place;
    }
    return place;
  }

  /** What cannot be saved of the way to a type; cheap, and rules out most of them. */
  private int leastDistance(ReportQuery tidy, ReportType type) {
    return Edits.dimensionDistance(tidy, Mending.dimensions(tidy, type, law))
        + Edits.foreignMetrics(tidy, type, law);
  }

  private Verdict judged(
      ReportQuery query,
      ReportType type,
      Findings general,
      Level level,
      @Nullable NearestQuery nearest) {
    Findings findings = new Findings(level);
    Subject subject = Subject.of(query, type, law);
    if (law.has(Deviation.EVERY_VIOLATION)) {
      TypeChecks.all(subject, findings);
    } else {
      TypeChecks.first(subject, findings);
    }
    return verdict(type, query, general, findings, nearest);
  }

  private Verdict verdict(
      @Nullable ReportType type,
      ReportQuery query,
      Findings general,
      Findings ofType,
      @Nullable NearestQuery nearest) {
    return new Verdict(
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
