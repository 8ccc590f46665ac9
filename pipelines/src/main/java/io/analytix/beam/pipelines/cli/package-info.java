/** The local command: {@code ./analytix demo|reports|channels|plan|run}. */
@NullMarked
package io.analytix.beam.pipelines.cli;

import org.jspecify.annotations.NullMarked;
