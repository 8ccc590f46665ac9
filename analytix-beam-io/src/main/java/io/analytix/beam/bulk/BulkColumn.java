// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import io.analytix.beam.report.Column;

/**
 * A column of a bulk file.
 *
 * @param name as in the file's header
 * @param type of its cells; codes are text
 * @param key whether it is a dimension, so that an empty cell is a value
 */
public record BulkColumn(String name, Column.Type type, boolean key) {}
