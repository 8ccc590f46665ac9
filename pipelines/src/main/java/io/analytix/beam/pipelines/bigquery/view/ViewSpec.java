// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import java.io.Serializable;

/**
 * The definition of a view.
 *
 * @param query the query in GoogleSQL
 */
public record ViewSpec(String name, String description, String query) implements Serializable {}
