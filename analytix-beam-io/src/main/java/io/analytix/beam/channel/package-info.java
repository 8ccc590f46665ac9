/**
 * Whose tokens a run uses: token records and the stores that keep them, the OAuth client, and the
 * rule for the addresses that may be told a secret.
 */
@NullMarked
package io.analytix.beam.channel;

import org.jspecify.annotations.NullMarked;
