/**
 * One-off questions: a report, a list of groups, the members of one. The same checks, tokens,
 * retries and reading as a pipeline's, for one account and without a pipeline.
 */
@NullMarked
package io.analytix.beam.query;

import org.jspecify.annotations.NullMarked;
