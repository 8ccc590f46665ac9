/** Exchanges refresh tokens for access tokens and caches these per worker. */
@NullMarked
package io.analytix.beam.refresh;

import org.jspecify.annotations.NullMarked;
