/** The local command: {@code ./analytix demo|run|plan}. */
@NullMarked
package io.analytix.beam.pipelines.command;

import org.jspecify.annotations.NullMarked;
