// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.report.ReportDefinition;

/**
 * One HTTP query: the unit of quota, of answer and of outcome.
 *
 * @param dates the days asked; one day for a report without the {@code day} dimension
 */
public record ReportRequest(ReportDefinition report, DateRange dates) {}
