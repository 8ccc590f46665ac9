/**
 * The consent of a channel's owner, given once before any run, and the verification of the
 * resulting tokens.
 */
@NullMarked
package io.analytix.beam.authorise;

import org.jspecify.annotations.NullMarked;
