/**
 * Single queries for one account, without a pipeline: a report, a list of groups, the members of a
 * group. They use the checks, tokens, retries and parsers of the pipeline.
 */
@NullMarked
package io.analytix.beam.query;

import org.jspecify.annotations.NullMarked;
