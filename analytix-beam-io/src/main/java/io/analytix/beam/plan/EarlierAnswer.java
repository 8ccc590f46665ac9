// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import java.time.LocalDate;

/**
 * The response that is stored of a day of a one-day request.
 *
 * @param hasRows whether the response had rows
 */
public record EarlierAnswer(LocalDate day, Basis basis, boolean hasRows) {}
