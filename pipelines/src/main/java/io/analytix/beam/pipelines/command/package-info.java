/** The local command: {@code ./analytix demo|reports|channels|plan|run}. */
@NullMarked
package io.analytix.beam.pipelines.command;

import org.jspecify.annotations.NullMarked;
