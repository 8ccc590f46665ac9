/** How a refresh token becomes an access token, once a channel and run. */
@NullMarked
package io.analytix.beam.refresh;

import org.jspecify.annotations.NullMarked;
