// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.DeclaredOption;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which reports the scopes of a consent do not cover, so that a run fails them with {@code
 * SCOPE_MISSING}.
 *
 * @param reports the reports of the run; without a choice, all built-in ones
 * @param chosen whether {@code --reports} or {@code --reportsFile} name them
 */
record ScopeCoverage(Collection<ReportDefinition> reports, boolean chosen) {
  private static final Set<String> CHOICE = Set.of("reports", "reportsFile");

  /** A scope that only some reports need, with what else needs it beside built-in reports. */
  private enum Part {
    DATA_API(
        ConsentScope.YOUTUBE,
        "own reports with each: playlist, or each: video with ids or publishedWithinDays") {
      @Override
      boolean isNeededBy(ReportDefinition report) {
        return report.usesDataApi();
      }

      @Override
      boolean isCoveredBy(ChannelCheck check) {
        return check.coversDataApi();
      }
    },
    MONEY(ConsentScope.MONETARY_READONLY, "own reports of revenue") {
      @Override
      boolean isNeededBy(ReportDefinition report) {
        return report.monetary();
      }

      @Override
      boolean isCoveredBy(ChannelCheck check) {
        return check.coversMoney();
      }
    };

    private final ConsentScope scope;
    private final String others;

    Part(ConsentScope scope, String others) {
      this.scope = scope;
      this.others = others;
    }

    abstract boolean isNeededBy(ReportDefinition report);

    abstract boolean isCoveredBy(ChannelCheck check);

    boolean isMissing(ChannelCheck check) {
      return check.isUsable() && !check.scopes().isEmpty() && !isCoveredBy(check);
    }
  }

  /**
   * A scope that some consents lack.
   *
   * @param records the names of their token records
   * @param tables what a run cannot fill with them
   */
  record Gap(ConsentScope scope, List<String> records, String tables) {}

  static ScopeCoverage of(AnalytixOptions options, RunConfiguration request) {
    boolean chosen =
        DeclaredOption.all().entrySet().stream()
            .filter(option -> CHOICE.contains(option.getKey()))
            .anyMatch(option -> option.getValue().isStated(options));
    return new ScopeCoverage(chosen ? request.reports() : Reports.builtInReports(), chosen);
  }

  /** The names of the reports that the consent does not cover; none if its scopes are unknown. */
  List<String> uncovered(ChannelCheck check) {
    return reports.stream()
        .filter(
            report ->
                Stream.of(Part.values())
                    .anyMatch(part -> part.isNeededBy(report) && part.isMissing(check)))
        .map(ReportDefinition::name)
        .toList();
  }

  /** The scopes that consents lack and reports need. */
  List<Gap> gaps(List<ChannelCheck> checks) {
    List<Gap> gaps = new ArrayList<>();
    for (Part part : Part.values()) {
      List<String> records =
          checks.stream()
              .filter(part::isMissing)
              .map(check -> check.ref().tokenRecord())
              .distinct()
              .toList();
      List<String> tables =
          new ArrayList<>(
              reports.stream().filter(part::isNeededBy).map(ReportDefinition::name).toList());
      if (records.isEmpty() || tables.isEmpty()) {
        continue;
      }
      if (!chosen) {
        tables.add(part.others);
      }
      gaps.add(new Gap(part.scope, records, String.join(", ", tables)));
    }
    return gaps;
  }
}
