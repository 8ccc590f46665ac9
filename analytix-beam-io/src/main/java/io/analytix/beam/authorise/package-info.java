/**
 * How a channel's owner consents, once, before any run; and how a token that came of it is checked.
 */
@NullMarked
package io.analytix.beam.authorise;

import org.jspecify.annotations.NullMarked;
